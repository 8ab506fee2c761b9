import { semanticsNames } from "@podwright/core";
import type { Argument, Option } from "commander";

/** What a word of the command line stands for, where its option or argument has no list of choices. */
export type WordMeaning =
  | { readonly kind: "files"; readonly extensions: readonly string[] }
  | { readonly kind: "any file" }
  | { readonly kind: "folders" }
  | { readonly kind: "contexts" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "inputs" }
  | { readonly kind: "namespaces" }
  /** Pods of the cluster: those of runs, or all of the namespace. */
  | { readonly kind: "pods"; readonly which: "runs" | "all" }
  /** Nobody but who writes it can say what comes here. */
  | { readonly kind: "free" };

const free = { kind: "free" } as const;
const yamlOrJson = { kind: "files", extensions: ["yaml", "yml", "json"] } as const;
const yaml = { kind: "files", extensions: ["yaml", "yml"] } as const;
const tasks = { kind: "files", extensions: ["pb", "json"] } as const;
const manifestsAndTasks = { kind: "files", extensions: ["yaml", "yml", "json", "pb"] } as const;

/** Options by their long names; a test holds that every option of every verb that takes a word is here or has choices. */
const optionMeanings: Readonly<Record<string, WordMeaning>> = {
  "--baseline": { kind: "files", extensions: ["json"] },
  "--config": yaml,
  "--context": { kind: "contexts" },
  "--execution": yamlOrJson,
  "--file": yamlOrJson,
  "--flyte-config-map": free,
  "--input": { kind: "inputs" },
  "--inputs": tasks,
  "--kubeconfig": { kind: "any file" },
  "--list": { kind: "files", extensions: ["jsonl"] },
  "--logs": { kind: "folders" },
  "--max-warnings": free,
  "--namespace": { kind: "namespaces" },
  "--parallel": free,
  "--project": yaml,
  "--semantics": { kind: "words", words: semanticsNames },
  "--store": { kind: "folders" },
  "--task": tasks,
};

/** Arguments by their names. */
const argumentMeanings: Readonly<Record<string, WordMeaning>> = {
  name: { kind: "pods", which: "all" },
  operand: manifestsAndTasks,
  path: { kind: "words", words: ["spec.", "spec.containers[", "spec.initContainers[", "spec.volumes[", "metadata."] },
  paths: manifestsAndTasks,
  run: { kind: "pods", which: "runs" },
  task: tasks,
  tasks,
};

/** @returns undefined for an option that nobody has given a meaning */
export function meaningOfOption({ long, argChoices }: Option): WordMeaning | undefined {
  return argChoices ? { kind: "words", words: argChoices } : optionMeanings[long ?? ""];
}

/** @returns undefined for an argument that nobody has given a meaning */
export function meaningOfArgument(argument: Argument): WordMeaning | undefined {
  return argument.argChoices ? { kind: "words", words: argument.argChoices } : argumentMeanings[argument.name()];
}
