import { randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import { availableParallelism, hostname, totalmem } from "node:os";
import type { NodeFacts, PodFacts } from "./pod-facts.ts";
import type { RunRequest } from "./runner.ts";

/** A request's facts for engines that make the Pod on this machine, which is its node then. */
export async function gatherPodFacts(request: RunRequest, temporaryFolder: string): Promise<PodFacts> {
  return podFacts(request, await thisNode(temporaryFolder));
}

/** A request's facts on a node; a name and a uid are given where the Pod lacks them. */
export function podFacts({ pod, configMaps, secrets }: RunRequest, node: NodeFacts): PodFacts {
  const metadata = { ...pod.metadata, name: pod.metadata?.name ?? "pod", uid: pod.metadata?.uid ?? randomUUID() };
  return { pod: { ...pod, metadata }, configMaps, secrets, node };
}

async function thisNode(temporaryFolder: string): Promise<NodeFacts> {
  const disk = await statfs(temporaryFolder).catch(() => undefined);
  return {
    name: hostname(),
    ip: "127.0.0.1",
    cpuMillis: availableParallelism() * 1000,
    memoryBytes: totalmem(),
    storageBytes: disk ? disk.blocks * disk.bsize : 0,
  };
}
