import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterPlan, NodePlan } from "../parts/cluster-plan.ts";
import { ownPid, startOwn } from "../parts/own-process.ts";
import { hyperProgram } from "../parts/places.ts";
import { runtimeSocket } from "./container-runtime.ts";
import { insideNode } from "./node-namespace.ts";
import { stopInNode } from "./stop-in-node.ts";

const name = "kubelet";

export async function startKubelet(plan: ClusterPlan, node: NodePlan): Promise<void> {
  const { folder, life } = plan;
  if (ownPid(folder, name) !== undefined) return;
  const config = join(folder, "kubelet.json");
  writeFileSync(config, JSON.stringify(kubeletConfig(plan, node), null, 2));
  await startOwn(folder, {
    name,
    life,
    command: insideNode(folder, [
      hyperProgram("kubelet"),
      `--config=${config}`,
      `--kubeconfig=${join(folder, "pki/kubelet.kubeconfig")}`,
      `--hostname-override=${node.name}`,
      `--node-ip=${node.nodeIp}`,
      `--root-dir=${join(folder, "node/kubelet")}`,
    ]),
  });
}

/** At once, as when the machine fails; its containers go on. */
export async function stopKubelet(folder: string): Promise<void> {
  await stopInNode(folder, name);
}

function kubeletConfig({ folder, serviceIp }: ClusterPlan, { nodeIp }: NodePlan): object {
  const pki = (file: string) => join(folder, "pki", file);
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: nodeIp,
    healthzBindAddress: "127.0.0.1",
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: pki("ca.crt") },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: pki("kubelet-server.crt"),
    tlsPrivateKeyFile: pki("kubelet-server.key"),
    containerRuntimeEndpoint: `unix://${runtimeSocket(folder)}`,
    cgroupDriver: "cgroupfs",
    cgroupsPerQOS: false,
    enforceNodeAllocatable: [],
    failCgroupV1: false,
    failSwapOn: false,
    oomScoreAdj: 0,
    makeIPTablesUtilChains: false,
    podLogsDir: join(folder, "node/pod-logs"),
    nodeStatusUpdateFrequency: "5s",
    volumeStatsAggPeriod: "5s", // what volumes hold, for their sizeLimit
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    evictionHard: {
      "memory.available": "50Mi",
      "nodefs.available": "0%",
      "nodefs.inodesFree": "0%",
      "imagefs.available": "0%",
    },
    clusterDNS: [serviceIp.replace(/\d+$/, "138")], // as everywhere, but nobody answers there
    clusterDomain: "cluster.local",
    resolvConf: "/etc/resolv.conf",
    serializeImagePulls: false,
    registryPullQPS: 0,
    eventRecordQPS: 0,
    kubeAPIQPS: 500,
    kubeAPIBurst: 1000,
    maxPods: 250,
    featureGates: { KubeletInUserNamespace: true },
  };
}
