import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";
import { openCluster } from "./cluster.ts";
import { readPlan } from "./parts/cluster-plan.ts";
import { ownProcesses } from "./parts/own-process.ts";
import { clusterFolder } from "./parts/places.ts";
import { startCluster } from "./start-cluster.ts";
import { stopCluster } from "./stop-cluster.ts";

const oldMs = 600_000;

/** Brings the cluster that all tests share, and takes it back; one with a node that `npm run cluster` has brought is used, and left. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  await removeAbandoned();
  const given = openCluster(clusterFolder());
  if (given?.hasNode && (await given.isWhole())) {
    project.provide("sharedClusterFolder", given.folder);
    return undefined;
  }
  const own = await startCluster({ folder: clusterFolder("shared"), node: true });
  project.provide("sharedClusterFolder", own.folder);
  return () => own.stop();
}

/** What tests left that were killed: their clusters' processes ended with them. */
async function removeAbandoned(): Promise<void> {
  const clusters = dirname(clusterFolder());
  for (const name of existsSync(clusters) ? readdirSync(clusters) : []) {
    const folder = join(clusters, name);
    const isTests = name.startsWith("own-") && readPlan(folder)?.life !== "detached";
    if (isTests && Date.now() - statSync(folder).mtimeMs > oldMs && ownProcesses(folder).length === 0)
      await stopCluster(folder);
  }
}
