import { failure, type Result, success } from "@podwright/core";
import { type Command, Option } from "commander";
import { parseScalarSettings, type ScalarKey, scalarKeys, scalarSettings } from "../settings/scalar-settings.ts";
import type { SettingsLayer } from "../settings/settings.ts";
import { ignoredBooleanFlags, ignoredValueFlags } from "./ignored-flags.ts";
import { parseStringMapFlag } from "./string-map-flag.ts";

/** What stands on the command line for either sub-command. */
export interface GlobalOptions {
  readonly config?: string;
  readonly errOutputName: string;
  readonly terminationLog: string;
  readonly [flag: string]: string | readonly string[] | undefined;
}

const stowConfigFlag = "--storage.stow.config";

/** The flags that Go lets stand without a value. */
export const booleanFlags: ReadonlySet<string> = new Set([
  ...scalarKeys.filter((key) => scalarSettings[key].kind === "boolean").map((key) => `--${key}`),
  ...ignoredBooleanFlags.flatMap((flags) => flags.split(", ")),
]);

/** Declares the flags of both sub-commands; they may stand before or after its name. */
export function addGlobalOptions(program: Command): void {
  program
    .option("--config <pattern>", "config file, or a glob of them, with a section `storage`")
    .option("--err-output-name <name>", "name of the error document below the output prefix", "error.pb")
    .option("--termination-log <file>", "where a failure's message goes, if the file exists", "/dev/termination-log")
    .option(`${stowConfigFlag} <key=value>`, "setting of the store; may be repeated", collect, undefined);
  for (const key of scalarKeys) program.option(`--${key} <${scalarSettings[key].kind}>`, scalarSettings[key].means);
  for (const flags of ignoredValueFlags) program.addOption(new Option(flags).hideHelp());
  for (const flags of ignoredBooleanFlags) program.addOption(new Option(`${flags} <boolean>`).hideHelp());
}

/** The layer that the flags give. @problems USAGE */
export function flagSettings(options: GlobalOptions): Result<SettingsLayer> {
  const texts: Partial<Record<ScalarKey, string>> = {};
  for (const key of scalarKeys) {
    const text = options[key];
    if (typeof text === "string") texts[key] = text;
  }
  const scalars = parseScalarSettings(texts, (key) => `--${key}`);
  const uses = options["storage.stow.config"];
  if (!scalars.ok || typeof uses !== "object") return scalars;
  const stowConfig: Record<string, string> = {};
  for (const use of uses) {
    const pairs = parseStringMapFlag(use);
    if (pairs === null) {
      return failure({
        code: "USAGE",
        what: "a setting of the store must be formatted as key=value",
        where: stowConfigFlag,
        fix: `write ${stowConfigFlag} key=value, once for each setting`,
      });
    }
    Object.assign(stowConfig, pairs);
  }
  return success({ ...scalars.value, stowConfig });
}

function collect(use: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), use];
}
