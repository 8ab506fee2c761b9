import { afterAll, beforeAll, expect } from "vitest";
import type { PodSpec, PodStatus } from "../../../packages/core/src/index.ts";
import type { Cluster } from "../cluster.ts";
import { patience } from "../patience.ts";
import { startTestCluster } from "../test-clusters.ts";
import { untilAllowed } from "../until-heeded.ts";
import { tokenIn } from "./api-proxy.ts";
import { shell } from "./runs.ts";

/** An API server alone: what a kubelet would say, a test says. */
export interface SpokenCluster {
  readonly cluster: Cluster;
  /** Of who may do everything. */
  readonly token: string;
  /** Says how a Pod stands, as soon as it is there. */
  say(namespace: string, name: string, status: PodStatus): Promise<void>;
  isThere(namespace: string, name: string): Promise<boolean>;
}

export const spec: PodSpec = { restartPolicy: "Never", containers: [shell("main", "true")] };

const startedAt = "2026-01-01T00:00:00Z";
const containerID = "containerd://a";
const main = { name: "main", ready: false, restartCount: 0, image: "", imageID: "", containerID };
const terminated = { exitCode: 0, reason: "Completed", startedAt, finishedAt: startedAt, containerID };

export const running: PodStatus = {
  phase: "Running",
  containerStatuses: [{ ...main, state: { running: { startedAt } } }],
};
export const succeeded: PodStatus = { phase: "Succeeded", containerStatuses: [{ ...main, state: { terminated } }] };

/** One for all tests of a file. */
export function useSpokenCluster(): SpokenCluster {
  let spoken: SpokenCluster | undefined;
  const started = (): SpokenCluster => {
    if (!spoken) throw new Error("the cluster is there once the tests begin");
    return spoken;
  };
  beforeAll(async () => {
    spoken = await startSpokenCluster();
  });
  afterAll(() => spoken?.cluster.stop());
  return {
    get cluster() {
      return started().cluster;
    },
    get token() {
      return started().token;
    },
    say: (...said) => started().say(...said),
    isThere: (...asked) => started().isThere(...asked),
  };
}

async function startSpokenCluster(): Promise<SpokenCluster> {
  const cluster = await startTestCluster();
  const admins = await cluster.createNamespace("admins");
  const kubeconfig = await cluster.kubeconfigFor(admins, "admin");
  const who = `--serviceaccount=${admins}:admin`;
  await cluster.kubectl("create", "clusterrolebinding", "admin", "--clusterrole=cluster-admin", who);
  await untilAllowed(cluster, kubeconfig, "create", "pods", "-n", "default");
  const isThere = async (namespace: string, name: string): Promise<boolean> => {
    const asked = ["get", "pod", name, "-n", namespace, "--ignore-not-found", "-o", "name"];
    return (await cluster.kubectl(...asked).catch(() => "")) !== "";
  };
  return {
    cluster,
    token: tokenIn(kubeconfig),
    isThere,
    say: async (namespace, name, status) => {
      await expect.poll(() => isThere(namespace, name), patience).toBe(true);
      const patch = ["--subresource=status", "--type=merge", "-p", JSON.stringify({ status })];
      await cluster.kubectl("patch", "pod", name, "-n", namespace, ...patch);
    },
  };
}
