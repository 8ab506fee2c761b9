import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { removeControlGroups } from "./node/control-groups.ts";
import { stopNodeNamespace } from "./node/node-namespace.ts";
import { dropNetwork } from "./node/node-network.ts";
import { clusterId } from "./parts/cluster-plan.ts";
import { stopControlPlane } from "./parts/control-plane.ts";
import { ownProcesses, signalPid } from "./parts/own-process.ts";

/** Takes back all that a cluster has on this machine, however much of it still stands; at once, its Pods too. */
export async function stopCluster(folder: string, { keepLogs = false } = {}): Promise<void> {
  await Promise.all([stopControlPlane(folder), stopNodeNamespace(folder)]);
  for (let left = ownProcesses(folder); left.length > 0; left = ownProcesses(folder)) {
    for (const pid of left) signalPid(pid, "SIGKILL");
    await sleep(20);
  }
  const id = clusterId(folder);
  await dropNetwork(id);
  await removeControlGroups(id);
  if (keepLogs) for (const name of ["cluster.json", "pki", "node", "run"]) remove(join(folder, name));
  else remove(folder);
}

function remove(place: string): void {
  rmSync(place, { recursive: true, force: true });
}
