import { mkdirSync } from "node:fs";
import { type Cluster, openCluster } from "./cluster.ts";
import { startContainerRuntime } from "./node/container-runtime.ts";
import { importBaseImages } from "./node/images.ts";
import { startKubelet } from "./node/kubelet.ts";
import { startNodeNamespace } from "./node/node-namespace.ts";
import { connectNode, takeNetwork } from "./node/node-network.ts";
import { writeCertificates } from "./parts/certificates.ts";
import { clusterId, planCluster, writePlan } from "./parts/cluster-plan.ts";
import { startApiServer, startControllers, startEtcd } from "./parts/control-plane.ts";
import type { Life } from "./parts/own-process.ts";
import { stopCluster } from "./stop-cluster.ts";

export interface ClusterOptions {
  /** Its own: everything that is kept is in there. What is left of an earlier cluster is removed first. */
  readonly folder: string;
  /** Default: it ends with this process. */
  readonly life?: Life;
  /** Whether it has a node, so that Pods run; needs root. Default: an API server alone. */
  readonly node?: boolean;
  /** Whether the controller-manager runs where there is no node. Default: no. */
  readonly controllers?: boolean;
  /** For faults: flags of kube-apiserver beside its usual ones. */
  readonly apiServerArguments?: readonly string[];
  /** The same of kube-controller-manager. */
  readonly controllerArguments?: readonly string[];
}

/** Resolves when the API server serves and the node, if any, is ready. Leaves nothing when it fails. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder } = options;
  await stopCluster(folder);
  mkdirSync(folder, { recursive: true });
  try {
    await startParts(options);
    const cluster = openCluster(folder);
    if (!cluster) throw new Error(`no cluster stands in ${folder}`);
    await cluster.untilReady();
    return cluster;
  } catch (error) {
    await stopCluster(folder, { keepLogs: true });
    throw error;
  }
}

async function startParts(options: ClusterOptions): Promise<void> {
  const {
    folder,
    life = "process",
    node = false,
    controllers = false,
    apiServerArguments = [],
    controllerArguments = [],
  } = options;
  const network = node ? await takeNetwork(clusterId(folder)) : undefined;
  const rest = network === undefined ? {} : { network };
  const plan = await planCluster({ folder, life, controllers, apiServerArguments, controllerArguments, ...rest });
  writePlan(plan);
  await writeCertificates(plan);
  await startEtcd(plan);
  const serving = startApiServer(plan);
  if (plan.node) {
    await Promise.all([serving, startNodeParts()]);
    await startKubelet(plan, plan.node);
  }
  await serving;
  if (plan.controllers) await startControllers(plan);

  async function startNodeParts(): Promise<void> {
    if (!plan.node) return;
    await startNodeNamespace(plan);
    await connectNode(plan, plan.node);
    await startContainerRuntime(plan, plan.node);
    await importBaseImages(folder);
  }
}
