import { mkdirSync, mkdtempSync } from "node:fs";
import { dirname } from "node:path";
import { inject } from "vitest";
import { type Cluster, openCluster } from "./cluster.ts";
import { clusterFolder } from "./parts/places.ts";
import { type ClusterOptions, startCluster } from "./start-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the cluster that all tests share; see shared-cluster.ts. */
    readonly sharedClusterFolder: string;
  }
}

/** The cluster with a node that all tests of the project `cluster` share, each in namespaces of its own. It is not to be broken. */
export function sharedCluster(): Cluster {
  const cluster = openCluster(inject("sharedClusterFolder"));
  if (!cluster) throw new Error("the shared cluster is gone");
  return cluster;
}

/** A cluster for a test that breaks it; default: an API server alone, which is there after some three seconds. Its test ends it. */
export function startTestCluster(options: Omit<ClusterOptions, "folder" | "life"> = {}): Promise<Cluster> {
  const prefix = clusterFolder("own-");
  mkdirSync(dirname(prefix), { recursive: true });
  return startCluster({ ...options, folder: mkdtempSync(prefix) });
}
