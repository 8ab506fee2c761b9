import { expect } from "vitest";
import { busyboxImage } from "../support/container-images.ts";
import type { Cluster } from "./cluster.ts";

const patience = { timeout: 60_000 };

/** The API server takes a moment to heed a Role. @param question - of `kubectl auth can-i` */
export async function untilAllowed(
  cluster: Pick<Cluster, "kubectl">,
  kubeconfig: string,
  ...question: readonly string[]
): Promise<void> {
  const may = () => cluster.kubectl("auth", "can-i", ...question, `--kubeconfig=${kubeconfig}`);
  await expect.poll(() => may().catch(String), patience).toBe("yes\n");
}

/** Its admission takes a moment to heed a ResourceQuota or a namespace's labels, though both stand where they are read. @param words - of the refusal */
export async function untilRefused(cluster: Pick<Cluster, "kubectl">, namespace: string, words: string): Promise<void> {
  const asked = ["run", "probe", `--image=${busyboxImage}`, "--dry-run=server", "--namespace", namespace];
  await expect.poll(() => cluster.kubectl(...asked).catch(String), patience).toContain(words);
}
