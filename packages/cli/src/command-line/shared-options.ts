import type { SemanticsName } from "@podwright/core";
import { Argument, Option } from "commander";

/** What both `compose` and `run` take. */
export interface SharedOptions {
  readonly file?: readonly string[];
  readonly config?: string;
  readonly execution?: string;
  readonly semantics?: SemanticsName;
  readonly color: boolean;
}

/** Every semantics there is; the first is the default. */
export const semanticsNames: readonly [SemanticsName, ...SemanticsName[]] = ["flyte-2.0"];

export function taskArgument(): Argument {
  return new Argument("<task>", "the task as a Flyte client serialized it (.pb or .json)");
}

export function sharedOptions(): readonly Option[] {
  return [
    new Option("-f, --file <paths...>", "PodTemplates, ConfigMaps and Secrets: YAML or JSON files, or folders of them"),
    new Option("--config <file>", "the Flyte backend's config file (sections plugins.k8s and storage)"),
    new Option("--execution <file>", "facts of the execution, YAML or JSON (see docs/compose.md)"),
    new Option("--semantics <name>", `whose rules compose the Pod (default: ${semanticsNames[0]})`).choices(
      semanticsNames,
    ),
    new Option("--no-color", "no colours; NO_COLOR does the same"),
  ];
}
