import { expect, vi } from "vitest";
import { busyboxImage } from "../support/container-images.ts";
import type { Cluster } from "./cluster.ts";
import { patience } from "./patience.ts";

/** The API server takes a moment to heed a Role. @param question - of `kubectl auth can-i` */
export async function untilAllowed(
  { kubectl }: Pick<Cluster, "kubectl">,
  kubeconfig: string,
  ...question: readonly string[]
): Promise<void> {
  await vi.waitFor(() => kubectl("auth", "can-i", ...question, `--kubeconfig=${kubeconfig}`), patience);
}

/** Its admission takes a moment to heed a ResourceQuota or a namespace's labels, though both stand where they are read. @param words - of the refusal */
export async function untilRefused(cluster: Pick<Cluster, "kubectl">, namespace: string, words: string): Promise<void> {
  await vi.waitFor(() => expect(tryPod(cluster, namespace)).rejects.toThrow(words), patience);
}

/** The same of what is refused no more. */
export async function untilTaken(cluster: Pick<Cluster, "kubectl">, namespace: string): Promise<void> {
  await vi.waitFor(() => tryPod(cluster, namespace), patience);
}

async function tryPod({ kubectl }: Pick<Cluster, "kubectl">, namespace: string): Promise<string> {
  return await kubectl("run", "probe", `--image=${busyboxImage}`, "--dry-run=server", "--namespace", namespace);
}
