import { createHash, randomInt } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import type { Life } from "./own-process.ts";

/** What a cluster is made of; stands in its folder as `cluster.json`. */
export interface ClusterPlan {
  readonly folder: string;
  /** Of this folder alone: names what the cluster has outside of it (link, control groups), so that `down` finds it whatever else is lost. */
  readonly id: string;
  readonly life: Life;
  /** `https://HOST:PORT` */
  readonly server: string;
  readonly ports: { readonly api: number; readonly etcd: number; readonly etcdPeer: number };
  /** The Service `kubernetes` has its first address. */
  readonly serviceNetwork: string;
  readonly serviceIp: string;
  /** Whether the controller-manager runs: it makes ServiceAccounts, ends namespaces, counts quotas. A node always has it. */
  readonly controllers: boolean;
  /** Beside those that every cluster has. */
  readonly apiServerArguments: readonly string[];
  readonly controllerArguments: readonly string[];
  /** Absent for an API server alone. */
  readonly node?: NodePlan;
}

export interface NodePlan {
  readonly name: string;
  /** Where Pods and the node reach this machine. */
  readonly hostIp: string;
  /** Where this machine reaches the node. */
  readonly nodeIp: string;
  readonly podNetwork: string;
}

export interface PlanOptions {
  readonly folder: string;
  readonly life: Life;
  readonly controllers: boolean;
  readonly apiServerArguments: readonly string[];
  readonly controllerArguments: readonly string[];
  /** Which of the networks for nodes is taken; see network-number.ts. Absent: no node. */
  readonly network?: number;
}

/** @param options.network - 1 to 254; all is within 198.18.0.0/15, which RFC 2544 keeps for tests */
export async function planCluster({ folder, life, network, ...options }: PlanOptions): Promise<ClusterPlan> {
  const third = network ?? 0;
  const node = network === undefined ? undefined : nodePlan(network);
  const [api = 0, etcd = 0, etcdPeer = 0] = await freePorts(3);
  return {
    folder,
    id: clusterId(folder),
    life,
    server: `https://${node?.hostIp ?? "127.0.0.1"}:${api}`,
    ports: { api, etcd, etcdPeer },
    serviceNetwork: `198.18.${third}.128/25`,
    serviceIp: `198.18.${third}.129`,
    controllers: options.controllers || node !== undefined,
    apiServerArguments: options.apiServerArguments,
    controllerArguments: options.controllerArguments,
    ...(node ? { node } : {}),
  };
}

function nodePlan(network: number): NodePlan {
  return {
    name: "node1",
    hostIp: `198.18.${network}.1`,
    nodeIp: `198.18.${network}.2`,
    podNetwork: `198.19.${network}.0/24`,
  };
}

/** Short enough for the name of a network interface. */
export function clusterId(folder: string): string {
  return `pw${createHash("sha256").update(folder).digest("hex").slice(0, 8)}`;
}

export function writePlan(plan: ClusterPlan): void {
  writeFileSync(planFile(plan.folder), JSON.stringify(plan, null, 2));
}

/** @returns undefined where no cluster stands */
export function readPlan(folder: string): ClusterPlan | undefined {
  try {
    return JSON.parse(readFileSync(planFile(folder), "utf8")) as ClusterPlan;
  } catch {
    return undefined;
  }
}

function planFile(folder: string): string {
  return join(folder, "cluster.json");
}

/** Below the ports that the kernel gives to connections: nobody is given it between now and the server's start. No two are the same. */
async function freePorts(count: number): Promise<readonly number[]> {
  const probes: Server[] = [];
  while (probes.length < count) {
    const probe = createServer().listen(randomInt(20_000, 32_000), "0.0.0.0");
    const isFree = await once(probe, "listening").then(
      () => true,
      () => false,
    );
    if (isFree) probes.push(probe);
  }
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
  for (const probe of probes) await once(probe.close(), "close");
  return ports;
}
