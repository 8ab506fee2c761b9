import { readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterPlan } from "./cluster-plan.ts";
import { withLogTail } from "./log-tail.ts";
import { ownPid, startOwn, stopOwn } from "./own-process.ts";
import { hyperProgram } from "./places.ts";

const patienceMs = 60_000;

export async function startEtcd(plan: ClusterPlan): Promise<void> {
  const client = `http://127.0.0.1:${plan.ports.etcd}`;
  const peer = `http://127.0.0.1:${plan.ports.etcdPeer}`;
  await start(plan, "etcd", [
    `--data-dir=${join(plan.folder, "etcd")}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--unsafe-no-fsync", // a test's data need not outlive the machine
  ]);
}

/** Resolves when it serves. @throws with the end of its log when it does not */
export async function startApiServer(plan: ClusterPlan): Promise<void> {
  const { folder, node, ports } = plan;
  const pki = (name: string) => join(folder, "pki", name);
  await start(plan, "kube-apiserver", [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    `--bind-address=${node?.hostIp ?? "127.0.0.1"}`,
    `--secure-port=${ports.api}`,
    node ? `--advertise-address=${node.hostIp}` : "--endpoint-reconciler-type=none",
    `--tls-cert-file=${pki("apiserver.crt")}`,
    `--tls-private-key-file=${pki("apiserver.key")}`,
    `--client-ca-file=${pki("ca.crt")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${pki("service-accounts.pub")}`,
    `--service-account-signing-key-file=${pki("service-accounts.key")}`,
    "--authorization-mode=Node,RBAC",
    "--enable-admission-plugins=NodeRestriction,ServiceAccount",
    `--service-cluster-ip-range=${plan.serviceNetwork}`,
    `--kubelet-certificate-authority=${pki("ca.crt")}`,
    `--kubelet-client-certificate=${pki("apiserver-kubelet-client.crt")}`,
    `--kubelet-client-key=${pki("apiserver-kubelet-client.key")}`,
    "--kubelet-preferred-address-types=InternalIP",
    "--allow-privileged=true",
    "--profiling=false",
    ...plan.apiServerArguments,
  ]);
  await untilServing(plan);
}

/** At once: who watches loses its connection, as when the server's machine fails. */
export async function stopApiServer({ folder }: ClusterPlan): Promise<void> {
  await stopOwn(folder, "kube-apiserver", 0);
}

/** They serve nothing themselves, so they need no ports. */
export async function startControllers(plan: ClusterPlan): Promise<void> {
  const kubeconfig = (name: string) => join(plan.folder, "pki", `${name}.kubeconfig`);
  const pki = (name: string) => join(plan.folder, "pki", name);
  const shared = ["--secure-port=0", "--leader-elect=false"];
  await start(plan, "kube-controller-manager", [
    `--kubeconfig=${kubeconfig("kube-controller-manager")}`,
    ...shared,
    "--use-service-account-credentials=true",
    `--root-ca-file=${pki("ca.crt")}`,
    `--service-account-private-key-file=${pki("service-accounts.key")}`,
    ...plan.controllerArguments,
  ]);
  if (plan.node) await start(plan, "kube-scheduler", [`--kubeconfig=${kubeconfig("kube-scheduler")}`, ...shared]);
}

/** Ends all of it, and its data. */
export async function stopControlPlane(folder: string): Promise<void> {
  await Promise.all(
    ["kube-controller-manager", "kube-scheduler", "kube-apiserver"].map((name) => stopOwn(folder, name, 0)),
  );
  await stopOwn(folder, "etcd", 0);
  rmSync(join(folder, "etcd"), { recursive: true, force: true });
}

type Part = "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler";

async function start({ folder, life }: ClusterPlan, name: Part, args: readonly string[]): Promise<void> {
  if (ownPid(folder, name) !== undefined) return;
  await startOwn(folder, { name, command: [hyperProgram(name), ...args], life });
}

async function untilServing(plan: ClusterPlan): Promise<void> {
  const ca = readFileSync(join(plan.folder, "pki/ca.crt"));
  for (const startMs = Date.now(); (await statusOf(new URL("/readyz", plan.server), ca)) !== 200; ) {
    const gone = ownPid(plan.folder, "kube-apiserver") === undefined;
    if (gone || Date.now() - startMs > patienceMs)
      throw withLogTail(plan.folder, "kube-apiserver", gone ? "ended" : "does not answer");
    await sleep(25);
  }
}

function statusOf(url: URL, ca: Buffer): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = request(url, { ca, agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(undefined));
    asked.end();
  });
}
