import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runsSelector } from "@podwright/core";
import { connectCluster } from "@podwright/runner";
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
    pods: async (which, words) => {
      try {
        const cluster = await connectCluster({ ...words, environment });
        try {
          const signal = AbortSignal.timeout(patienceMs);
          const { items } = await cluster.list("pods", {
            signal,
            ...(which === "runs" && { labelSelector: runsSelector }),
          });
          return items.flatMap(({ metadata }) => metadata?.name ?? []);
        } finally {
          await cluster.close();
        }
      } catch {
        return [];
      }
    },
    inputs: async (words) => {
      const file = words.slice(1).find((word) => /\.(pb|json)$/.test(word) && !word.startsWith("-"));
      if (file === undefined) return [];
      const task = await readTask(file).catch(() => undefined);
      return task?.ok ? (task.value.template.interface?.inputs?.variables ?? []).map(({ key }) => key) : [];
    },
  };
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
