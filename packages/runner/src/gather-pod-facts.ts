import { randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import { availableParallelism, hostname, totalmem } from "node:os";
import type { NodeFacts, PodFacts } from "./pod-facts.ts";
import type { RunRequest } from "./runner.ts";

/** A request's facts for engines that make the Pod on this machine, which is its node then; a name and a uid are given where it lacks them. */
export async function gatherPodFacts(
  { pod, configMaps, secrets }: RunRequest,
  temporaryFolder: string,
): Promise<PodFacts> {
  const metadata = { ...pod.metadata, name: pod.metadata?.name ?? "pod", uid: pod.metadata?.uid ?? randomUUID() };
  return { pod: { ...pod, metadata }, configMaps, secrets, node: await thisNode(temporaryFolder) };
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
