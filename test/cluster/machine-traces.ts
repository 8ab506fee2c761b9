import { existsSync, readdirSync, readFileSync } from "node:fs";
import { ownGroups } from "./node/control-groups.ts";
import { clusterId, readPlan } from "./parts/cluster-plan.ts";
import { ownProcesses } from "./parts/own-process.ts";
import { runTool } from "./parts/run-tool.ts";

/**
 * Asks for everything on this machine that a cluster has there, one line each: what carries its names or its networks.
 * @param folder - of a cluster that stands; what is returned may be asked when it is gone
 */
export function tracesOf(folder: string): () => Promise<readonly string[]> {
  const id = clusterId(folder);
  const { node } = readPlan(folder) ?? {};
  const networks = node ? [node.hostIp, node.podNetwork] : [];
  const prefixes = networks.map((network) => network.slice(0, network.lastIndexOf(".") + 1));
  const named = (line: string) => [id, folder, ...prefixes].some((mark) => line.includes(mark));
  const lines = async (...command: readonly string[]) => (await runTool(command)).split("\n");
  return async () => [
    ...(await lines("ip", "-oneline", "addr")).filter(named),
    ...(await lines("ip", "route")).filter(named),
    ...(await lines("iptables-save")).filter(named),
    ...readFileSync("/proc/self/mountinfo", "utf8").split("\n").filter(named),
    ...ownGroups(id),
    ...ownProcesses(folder).map((pid) => `process ${pid}`),
    ...processesNaming(folder).map((pid) => `process ${pid} by its command line`),
  ];
}

/** Those of the places where a kubelet and containerd would keep files, did they not have a machine's worth of their own. */
export function fixedPlaces(): readonly string[] {
  const places = ["/var/lib/kubelet", "/var/lib/containerd", "/var/lib/cni", "/var/log/pods", "/var/log/containers"];
  return [...places, "/run/containerd", "/run/netns"].filter((place) => existsSync(place));
}

function processesNaming(folder: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder);
    } catch {
      return false;
    }
  });
}
