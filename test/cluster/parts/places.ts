import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The Kubernetes that go.mod names. */
export const kubernetesVersion = "v1.34.4";

export const hyperSource: string = join(import.meta.dirname, "../hyper");
const cache = join(import.meta.dirname, "../../../.cache/cluster");

/** The parts that `hyper` is, each a name that it is called by. */
export const hyperNames = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubelet",
  "kubectl",
] as const;

/** Another source is another folder. */
export function hyperFolder(): string {
  const hash = createHash("sha256").update(kubernetesVersion);
  for (const name of ["main.go", "go.mod", "go.sum"]) hash.update(readFileSync(join(hyperSource, name)));
  return join(cache, `hyper-${hash.digest("hex").slice(0, 12)}`);
}

export function hyperProgram(name: (typeof hyperNames)[number]): string {
  return join(hyperFolder(), name);
}

/** Where images stand that were made for the node. */
export const imageFolder: string = join(cache, "images");

/** The folder of the cluster that `npm run cluster` brings; tests make folders of their own beside it. */
export function clusterFolder(name = "main"): string {
  return join(cache, "clusters", name);
}
