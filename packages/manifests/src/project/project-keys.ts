import { boundaryModes, semanticsNames } from "@podwright/core";
import { engineChoices, type Project } from "./project.ts";

/** What the value of a key may be: text, one of some words, a path or a list of them, or text of a form. */
export type ProjectKeyShape = "text" | "paths" | readonly string[] | ProjectKeyForm;

interface ProjectKeyForm {
  /** Of the whole text, as JSON Schema has it too. */
  readonly pattern: string;
  /** In words, such as `a folder or s3://BUCKET`. */
  readonly form: string;
}

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
  store: {
    shape: {
      pattern: "^(?![A-Za-z][A-Za-z0-9+.-]*://).+$|^[Ff][Ii][Ll][Ee]:///|^[Ss]3://[^/]+",
      form: "a folder, file:///FOLDER or s3://BUCKET[/PREFIX]",
    },
    description: "Where runs keep inputs and outputs: a folder or s3://BUCKET[/PREFIX].",
  },
  semantics: { shape: semanticsNames, description: "Whose rules compose the Pod." },
  engine: {
    shape: engineChoices,
    description: "What runs Pods; auto: the sandbox where bubblewrap works, else docker.",
  },
  boundary: {
    shape: boundaryModes,
    description: "Whether findings of the security boundary are reported, refuse the Pod, or are not looked for.",
  },
  cluster: {
    shape: "text",
    description:
      "The kubeconfig's context of the cluster that PodTemplates and Flyte's config come from too, as with --from-cluster --context.",
  },
  flyteNamespace: {
    shape: {
      pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
      form: "a namespace's name: lower-case letters, digits and -, at most 63 of them",
    },
    description: "The namespace of Flyte itself, where PodTemplates that the task's namespace lacks are looked up.",
  },
};
