import type { BoundaryMode, SemanticsName } from "@podwright/core";

/** What may run Pods; `auto`: whichever of sandbox and docker works. */
export const engineChoices = ["auto", "sandbox", "docker", "kubernetes"] as const;
export type EngineChoice = (typeof engineChoices)[number];

/** What a project's file, `podwright.yaml`, says; absent where it says nothing. Paths are as written: relative to the file. */
export interface Project {
  /** The Flyte backend's config files, or patterns of them (`config/*.yaml`), as its own `--config` takes them. */
  readonly config?: readonly string[];
  /** Files and folders of PodTemplates, ConfigMaps and Secrets. */
  readonly manifests?: readonly string[];
  /** Task files, and folders of them. */
  readonly tasks?: readonly string[];
  /** The file of execution facts. */
  readonly execution?: string;
  /** A folder, or `s3://BUCKET[/PREFIX]`. */
  readonly store?: string;
  readonly semantics?: SemanticsName;
  /** What runs Pods. */
  readonly engine?: EngineChoice;
  /** What becomes of findings of the security boundary: they are told, or composing fails, or nobody looks. */
  readonly boundary?: BoundaryMode;
  /** The context of the kubeconfig whose cluster facts come from besides files. */
  readonly cluster?: string;
  /** Where Flyte itself runs; PodTemplates that the task's namespace lacks are looked up here. */
  readonly flyteNamespace?: string;
}
