import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterPlan, NodePlan } from "../parts/cluster-plan.ts";
import { withLogTail } from "../parts/log-tail.ts";
import { ownPid } from "../parts/own-process.ts";
import { startContainerRuntime, stopContainerRuntime } from "./container-runtime.ts";
import { importImage, listImages, tagImage } from "./images.ts";
import { startKubelet, stopKubelet } from "./kubelet.ts";
import { runInNode } from "./node-namespace.ts";

const patienceMs = 120_000;

/** The one node of a cluster: a kubelet with containerd and runc, in namespaces of its own. */
export interface ClusterNode {
  readonly name: string;
  /** Where this machine reaches the kubelet; Pods' own addresses are reached as well. */
  readonly nodeIp: string;
  /** Where Pods reach this machine: a server that they are to use listens here, or everywhere. */
  readonly hostIp: string;
  /**
   * Gives the node the images of an OCI or Docker archive.
   * @param names - that Pods may use the image by, beside its own
   * @returns the whole names of all that came
   */
  importImage(archive: string, names?: readonly string[]): Promise<readonly string[]>;
  /** The whole names of the images that are there. */
  images(): Promise<readonly string[]>;
  /** Serves an image that is there under more names. */
  tagImage(image: string, names: readonly string[]): Promise<void>;
  /** At once, as when the machine fails; containers go on. */
  stopKubelet(): Promise<void>;
  startKubelet(): Promise<void>;
  /** containerd; at once, and containers go on. */
  stopContainerRuntime(): Promise<void>;
  startContainerRuntime(): Promise<void>;
  /** Runs a program within the node's namespaces; returns what it prints. */
  run(...command: readonly string[]): Promise<string>;
  untilReady(): Promise<void>;
}

export function openNode(
  plan: ClusterPlan,
  node: NodePlan,
  kubectl: (...args: readonly string[]) => Promise<string>,
): ClusterNode {
  const { folder } = plan;
  return {
    name: node.name,
    nodeIp: node.nodeIp,
    hostIp: node.hostIp,
    importImage: (archive, names = []) => importImage(folder, archive, names),
    images: () => listImages(folder),
    tagImage: (image, names) => tagImage(folder, image, names),
    stopKubelet: () => stopKubelet(folder),
    startKubelet: () => startKubelet(plan, node),
    stopContainerRuntime: () => stopContainerRuntime(folder),
    startContainerRuntime: () => startContainerRuntime(plan, node),
    run: (...command) => runInNode(folder, command),
    untilReady: async () => {
      const path = '{.status.conditions[?(@.type=="Ready")].status}';
      const ready = () => kubectl("get", "node", node.name, `--output=jsonpath=${path}`).catch(() => "");
      for (const startMs = Date.now(); (await ready()) !== "True"; await sleep(100)) {
        const gone = ownPid(folder, "kubelet") === undefined;
        if (gone || Date.now() - startMs > patienceMs)
          throw withLogTail(folder, "kubelet", gone ? "ended" : "does not become ready");
      }
    },
  };
}
