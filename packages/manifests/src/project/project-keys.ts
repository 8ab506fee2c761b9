import { semanticsNames } from "@podwright/core";
import type { Project } from "./project.ts";

/** What the value of a key may be: text, one of some words, or a path or a list of them. */
export type ProjectKeyShape = "text" | "paths" | readonly string[];

export interface ProjectKey {
  readonly shape: ProjectKeyShape;
  /** For the JSON Schema. */
  readonly description: string;
}

/** The keys of `podwright.yaml`: its parser and its JSON Schema follow this table. */
export const projectKeys: Readonly<Record<keyof Project, ProjectKey>> = {
  config: {
    shape: "paths",
    description:
      "The Flyte backend's config: files, or patterns of them (conf/*.yaml), as its own --config takes them.",
  },
  manifests: {
    shape: "paths",
    description: "PodTemplates, ConfigMaps and Secrets: YAML or JSON files, or folders of them.",
  },
  tasks: { shape: "paths", description: "Task files as a Flyte client serialized them, or folders of them." },
  execution: { shape: "text", description: "The file of execution facts (docs/compose.md)." },
  store: { shape: "text", description: "Where runs keep inputs and outputs: a folder or s3://BUCKET[/PREFIX]." },
  semantics: { shape: semanticsNames, description: "Whose rules compose the Pod." },
  boundary: {
    shape: ["report", "enforce"],
    description: "Whether findings of the security boundary are reported, or refuse the Pod.",
  },
  flyteNamespace: {
    shape: "text",
    description: "The namespace of Flyte itself, where PodTemplates that the task's namespace lacks are looked up.",
  },
};
