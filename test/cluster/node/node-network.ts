import { readdirSync } from "node:fs";
import type { ClusterPlan, NodePlan } from "../parts/cluster-plan.ts";
import { runTool, triesTool } from "../parts/run-tool.ts";
import { firstProcess, runInNode } from "./node-namespace.ts";

/**
 * A network for a node that no other cluster of this machine has: whoever adds its route first. The link, which is this cluster's by its
 * name, comes up with its other end unborn, in no namespace yet but this one.
 */
export async function takeNetwork(id: string): Promise<number> {
  await dropNetwork(id);
  await runTool(["ip", "link", "add", id, "type", "veth", "peer", "name", peerOf(id)]);
  await runTool(["ip", "link", "set", id, "up"]);
  for (let tries = 0; tries < 254; tries++) {
    const network = 1 + ((Number.parseInt(id.slice(2), 16) + tries) % 254);
    await runTool(["ip", "addr", "add", `198.18.${network}.1/30`, "dev", id]);
    if (
      await triesTool([
        "ip",
        "route",
        "add",
        `198.19.${network}.0/24`,
        "via",
        `198.18.${network}.2`,
        "dev",
        id,
        "onlink",
      ])
    )
      return network;
    await runTool(["ip", "addr", "del", `198.18.${network}.1/30`, "dev", id]);
  }
  throw new Error("all networks for nodes are taken");
}

/** Moves the link's other end into the node, and routes between the node, its Pods and this machine. */
export async function connectNode({ folder, id, ports, serviceIp }: ClusterPlan, node: NodePlan): Promise<void> {
  await runTool(["ip", "link", "set", peerOf(id), "netns", String(firstProcess(folder))]);
  const run = (...command: readonly string[]) => runInNode(folder, command);
  await run("ip", "link", "set", peerOf(id), "name", "eth0");
  await run("ip", "addr", "add", `${node.nodeIp}/30`, "dev", "eth0");
  await run("ip", "link", "set", "eth0", "up");
  await run("ip", "route", "add", "default", "via", node.hostIp);
  // Of Services there is one, the API server: there is no kube-proxy.
  for (const chain of ["OUTPUT", "PREROUTING"]) {
    const destination = ["-d", `${serviceIp}/32`, "-p", "tcp", "--dport", "443"];
    await run(
      "iptables",
      "-t",
      "nat",
      "-A",
      chain,
      ...destination,
      "-j",
      "DNAT",
      "--to",
      `${node.hostIp}:${ports.api}`,
    );
  }
}

export async function dropNetwork(id: string): Promise<void> {
  for (const link of [id, peerOf(id)])
    if (readdirSync("/sys/class/net").includes(link)) await triesTool(["ip", "link", "del", link]);
}

function peerOf(id: string): string {
  return `${id}n`;
}
