import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { podwright } from "../../e2e/podwright.ts";
import type { Cluster } from "../cluster.ts";

interface TaskRun {
  readonly cluster: Pick<Cluster, "kubeconfig">;
  readonly namespace: string;
  /** As `shellTask` makes it. */
  readonly task: string;
  /** Flags beside those that every run here has. */
  readonly flags?: readonly string[];
  /** Flyte's config. */
  readonly config?: object;
  readonly onLine?: (line: string) => void;
}

/** `podwright run --engine kubernetes` of one task, with a folder that ends with the test for its store. */
export async function runTask({ cluster, namespace, task, flags = [], config = {}, onLine }: TaskRun) {
  const folder = mkdtempSync(join(tmpdir(), "podwright-cluster-task-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [file, settings] = [join(folder, "task.json"), join(folder, "flyte.yaml")];
  writeFileSync(file, task);
  writeFileSync(settings, JSON.stringify(config));
  const places = ["-n", namespace, "--store", join(folder, "store"), "--config", settings];
  const options = { workingDirectory: folder, environment: { KUBECONFIG: cluster.kubeconfig } };
  const call = ["run", file, "--engine", "kubernetes", ...places, ...flags];
  const ran = await podwright(call, { ...options, ...(onLine && { onLine }) });
  const explain = (pod: string) =>
    podwright(["explain", "pod", pod, "--task", file, "-n", namespace, "--config", settings, "-o", "json"], options);
  return { ...ran, explain };
}
