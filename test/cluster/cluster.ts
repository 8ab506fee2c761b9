import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ClusterNode, openNode } from "./node/cluster-node.ts";
import { kubeconfigText } from "./parts/certificates.ts";
import { type ClusterPlan, readPlan } from "./parts/cluster-plan.ts";
import { startApiServer, stopApiServer } from "./parts/control-plane.ts";
import { ownPid } from "./parts/own-process.ts";
import { hyperProgram } from "./parts/places.ts";
import { runTool } from "./parts/run-tool.ts";
import { stopCluster } from "./stop-cluster.ts";

/** A Kubernetes of this machine's own. */
export interface Cluster {
  readonly folder: string;
  /** `https://HOST:PORT` */
  readonly server: string;
  /** The path of one for who may do everything. */
  readonly kubeconfig: string;
  /** Its CA's certificate. */
  readonly caPem: string;
  /** What kubectl prints on stdout. @throws with what it says on stderr when it fails */
  kubectl(...args: readonly string[]): Promise<string>;
  /** Applies a manifest, YAML or JSON, as kubectl does. */
  apply(manifest: string | object, ...args: readonly string[]): Promise<string>;
  /** A namespace of its own for a test, with its ServiceAccount `default`; returns its name. */
  createNamespace(prefix?: string): Promise<string>;
  /** A kubeconfig for who may do what this ServiceAccount may, which is made where it is missing; returns its path. */
  kubeconfigFor(namespace: string, serviceAccount: string): Promise<string>;
  /** At once, as when its machine fails: watches and streams break off. */
  stopApiServer(): Promise<void>;
  /** Resolves when it serves again, at the same address, with what was there. */
  startApiServer(): Promise<void>;
  restartApiServer(): Promise<void>;
  /** @throws where the cluster is an API server alone */
  readonly node: ClusterNode;
  readonly hasNode: boolean;
  untilReady(): Promise<void>;
  /** Whether every part that it should have runs, and the API server answers. */
  isWhole(): Promise<boolean>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** The cluster that stands in this folder, whoever started it; undefined where none does. */
export function openCluster(folder: string): Cluster | undefined {
  const plan = readPlan(folder);
  if (!plan) return undefined;
  const kubeconfig = join(folder, "pki/admin.kubeconfig");
  const caPem = readFileSync(join(folder, "pki/ca.crt"), "utf8");
  const run = (args: readonly string[], input?: string) =>
    runTool([hyperProgram("kubectl"), ...args], {
      environment: { KUBECONFIG: kubeconfig, HOME: folder },
      ...(input === undefined ? {} : { input }),
    });
  const kubectl = (...args: readonly string[]) => run(args);
  const node = plan.node ? openNode(plan, plan.node, kubectl) : undefined;
  const start = () => startApiServer(plan);
  const stop = () => stopApiServer(plan);
  return {
    folder,
    server: plan.server,
    kubeconfig,
    caPem,
    kubectl,
    apply: (manifest, ...args) =>
      run(["apply", "-f", "-", ...args], typeof manifest === "string" ? manifest : JSON.stringify(manifest)),
    createNamespace: async (prefix = "test") => {
      const name = `${prefix}-${randomBytes(4).toString("hex")}`;
      await kubectl("create", "namespace", name);
      await serviceAccount(kubectl, name, { name: "default", makes: !plan.controllers });
      return name;
    },
    kubeconfigFor: async (namespace, name) => {
      if (name !== "default") await serviceAccount(kubectl, namespace, { name, makes: true });
      const token = (await kubectl("create", "token", name, "--namespace", namespace, "--duration=24h")).trim();
      const file = join(folder, "pki", `${namespace}.${name}.kubeconfig`);
      writeFileSync(file, kubeconfigText(plan.server, caPem, { token }), { mode: 0o600 });
      return file;
    },
    stopApiServer: stop,
    startApiServer: start,
    restartApiServer: async () => {
      await stop();
      await start();
    },
    get node() {
      if (!node) throw new Error("this cluster has no node");
      return node;
    },
    hasNode: node !== undefined,
    untilReady: async () => {
      while (!(await kubectl("get", "namespace", "default").catch(() => undefined))) await sleep(50);
      await node?.untilReady();
    },
    isWhole: async () =>
      partsOf(plan).every((name) => ownPid(folder, name) !== undefined) &&
      (await kubectl("get", "--raw", "/readyz").catch(() => "")) === "ok",
    stop: () => stopCluster(folder),
  };
}

function partsOf({ controllers, node }: ClusterPlan): readonly string[] {
  return [
    "etcd",
    "kube-apiserver",
    ...(controllers ? ["kube-controller-manager"] : []),
    ...(node ? ["kube-scheduler", "node-namespace", "containerd", "kubelet"] : []),
  ];
}

type Kubectl = Cluster["kubectl"];

/** Without controllers there is nobody who gives a namespace its `default`. */
async function serviceAccount(
  kubectl: Kubectl,
  namespace: string,
  { name, makes }: { readonly name: string; readonly makes: boolean },
): Promise<void> {
  const there = () =>
    kubectl("get", "serviceaccount", name, "--namespace", namespace, "--ignore-not-found", "--output=name");
  if (makes && !(await there())) await kubectl("create", "serviceaccount", name, "--namespace", namespace);
  while (!(await there())) await sleep(50);
}
