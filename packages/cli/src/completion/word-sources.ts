import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runsSelector } from "@podwright/core";
import { type ClusterChoice, connectCluster } from "@podwright/runner";
import { parse } from "yaml";
import { readTask } from "../facts/read-task.ts";
import type { Shell } from "../shell.ts";
import type { WordSources } from "./complete.ts";

/** Who has pressed Tab waits for no cluster longer than this. */
const patienceMs = 2_000;

/** What of this machine completes words. What cannot be read completes nothing: no problem helps anybody at a half-written line. */
export function wordSources({ environment }: Pick<Shell, "environment">): WordSources {
  return {
    contexts: async (kubeconfig) => {
      const { KUBECONFIG, HOME = "" } = environment;
      const files = kubeconfig ?? (KUBECONFIG || join(HOME, ".kube/config"));
      const names = await Promise.all(files.split(":").filter(Boolean).map(contextsOf));
      return [...new Set(names.flat())];
    },
    namespaces: ({ namespace: _, ...words }) => namesIn({ ...words, environment }, "namespaces", {}),
    pods: (which, words) =>
      namesIn({ ...words, environment }, "pods", which === "runs" ? { labelSelector: runsSelector } : {}),
    inputs: async (words) => {
      const file = words.slice(1).find((word) => /\.(pb|json)$/.test(word) && !word.startsWith("-"));
      if (file === undefined) return [];
      const task = await readTask(file).catch(() => undefined);
      return task?.ok ? (task.value.template.interface?.inputs?.variables ?? []).map(({ key }) => key) : [];
    },
  };
}

async function namesIn(
  choice: ClusterChoice,
  resource: "namespaces" | "pods",
  which: { readonly labelSelector?: string },
): Promise<readonly string[]> {
  try {
    const cluster = await connectCluster(choice);
    try {
      const { items } = await cluster.list(resource, { ...which, signal: AbortSignal.timeout(patienceMs) });
      return items.flatMap(({ metadata }) => metadata?.name ?? []);
    } finally {
      await cluster.close();
    }
  } catch {
    return [];
  }
}

/** @source k8s.io/client-go tools/clientcmd/api/v1 Config, v0.34 */
async function contextsOf(file: string): Promise<readonly string[]> {
  try {
    const { contexts } = parse(await readFile(file, "utf8")) as {
      readonly contexts: readonly { readonly name: string }[];
    };
    return contexts.map(({ name }) => name);
  } catch {
    return [];
  }
}
