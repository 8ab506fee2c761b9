import { type BoundaryMode, boundaryModes, type SemanticsName, semanticsNames } from "@podwright/core";
import { Argument, Option } from "commander";

/** What every verb takes that composes Pods, but for what a verb leaves out. */
export interface SharedOptions {
  readonly file?: readonly string[];
  readonly config?: readonly string[];
  readonly execution?: string;
  readonly semantics?: SemanticsName;
  readonly boundary?: BoundaryMode;
  /** False for `--no-project`. */
  readonly project?: string | false;
  readonly color: boolean;
  /** False for `--no-from-cluster`. */
  readonly fromCluster?: boolean;
  readonly flyteConfigMap?: readonly string[];
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
}

export function taskArgument(): Argument {
  return new Argument("<task>", "the task as a Flyte client serialized it (.pb or .json)");
}

/** @param without - what decides nothing for a verb */
export function sharedOptions(...without: readonly (keyof SharedOptions)[]): readonly Option[] {
  const options = [
    new Option("-f, --file <paths...>", "PodTemplates, ConfigMaps and Secrets: YAML or JSON files, or folders of them"),
    new Option(
      "--config <files>",
      "the Flyte backend's config: a file or a pattern, 'DIR/*.yaml', as its own --config takes; may be repeated",
    ).argParser((path: string, before: readonly string[] = []) => [...before, path]),
    new Option("--execution <file>", "facts of the execution, YAML or JSON (see docs/compose.md)"),
    new Option("--semantics <name>", `whose rules compose the Pod (default: ${semanticsNames[0]})`).choices(
      semanticsNames,
    ),
    new Option(
      "--boundary <mode>",
      `report what breaks the security boundary, refuse the Pod for it, or do not look (default: ${boundaryModes[0]})`,
    ).choices(boundaryModes),
    new Option("--project <file>", "the project's file (default: podwright.yaml here or above, in this repository)"),
    new Option("--no-project", "look for no project's file"),
    new Option(
      "--from-cluster",
      "take PodTemplates and Flyte's config from a cluster too, reading only (docs/kubernetes.md); files win over it",
    ),
    new Option("--no-from-cluster", "whatever podwright.yaml says of a cluster, use files alone"),
    new Option(
      "--flyte-config-map <namespace/name>",
      "the ConfigMap of Flyte's config (default: what Flyte's Deployment mounts); may be repeated",
    ).argParser((name: string, before: readonly string[] = []) => [...before, name]),
    new Option("--kubeconfig <file>", "the kubeconfig (default: KUBECONFIG, else ~/.kube/config)"),
    new Option("--context <name>", "the kubeconfig's context (default: its current one)"),
    new Option("-n, --namespace <name>", "the namespace that the task runs in (default: PROJECT-DOMAIN)"),
    new Option("--no-color", "no colours; NO_COLOR does the same"),
  ];
  return options.filter((option) => !without.some((name) => name === option.attributeName()));
}
