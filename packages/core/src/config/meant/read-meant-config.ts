import type { Problem, Result } from "../../problem/problem.ts";
import { resultOf } from "../../problem/result-of.ts";
import type { ConfigValue } from "../config-value.ts";
import type { ConfigSources } from "../decode-flyte-config.ts";
import { field, type GoStruct, type GoValue, struct } from "../go-type.ts";
import { defaultOf } from "../go-values.ts";
import { unknownSections } from "../losses/unknown-sections.ts";
import { unreadDocuments } from "../losses/unread-documents.ts";
import { platformSection } from "../sections/platform-section.ts";
import { connectionField, storageSection } from "../sections/storage-section.ts";
import { boundNames } from "../settings/bound-names.ts";
import { parseFlags } from "../settings/parse-flags.ts";
import { variableOf } from "../settings/variable-of.ts";
import { type FlyteConfig, typedPlatform, typedStorage } from "../typed/flyte-config.ts";
import { layValue } from "./lay-value.ts";
import type { Reading } from "./reading.ts";
import { withConnection } from "./with-connection.ts";

/**
 * Reads a config as its author meant it, with Flyte 2's keys and defaults: keys keep their case, maps are laid over the defaults and over each
 * other, paths with dots lead where they say, null gives a default back, and what cannot be meant is refused. Variables and flags win over files,
 * under the names that Flyte gives them.
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN, CONFIG_SECTION_UNKNOWN, CONFIG_DOCUMENT_UNREAD as warnings
 */
export function readMeantConfig({ files, environment = {}, args = [] }: ConfigSources): Result<FlyteConfig> {
  const problems: Problem[] = [];
  let value: GoValue = defaultOf(root);
  for (const file of files) {
    problems.push(...unreadDocuments(file), ...unknownSections(file, "flyte-2.0"));
    value = layValue(root, file.value, value, readingOf(file, problems));
  }
  const flags = parseFlags(args, "flyte-2.0");
  if ("refused" in flags) problems.push(refusedFlag(flags.refused));
  const settings = [...settingsOfVariables(environment), ...("set" in flags ? settingsOfFlags(flags.set) : [])];
  for (const { key, value: each, source } of settings) {
    value = layValue(root, new Map([[key, each]]), value, readingOf({ name: source }, problems));
  }
  const sections = value as ReadonlyMap<string, ReadonlyMap<string, GoValue>>;
  const platform = sections.get("plugins")?.get("k8s") ?? new Map();
  const storage = withConnection(sections.get("storage") ?? new Map());
  return resultOf(
    {
      config: typedPlatform(platform, "flyte-2.0", "kept"),
      storage: typedStorage(storage, "flyte-2.0"),
    },
    problems,
  );
}

/** What is read; the connection of Flyte 1's storage says where a store is as well as anything. */
const root: GoStruct = {
  ...struct("config", [
    field("plugins", { ...struct("plugins", [field("k8s", platformSection["flyte-2.0"])]), open: true }),
    field("storage", struct("storage.Config", [...storageSection["flyte-2.0"].fields, connectionField])),
  ]),
  open: true,
};

function readingOf(file: Reading["file"], problems: Problem[]): Reading {
  return { file, path: [], name: "", maps: "merged", problems };
}

interface Setting {
  /** `plugins.k8s.scheduler-name`. */
  readonly key: string;
  readonly value: ConfigValue;
  /** Where it was given, for problems. */
  readonly source: string;
}

function settingsOfVariables(environment: Readonly<Record<string, string>>): readonly Setting[] {
  return [...boundNames("flyte-2.0").keys()].flatMap((key) => {
    const name = variableOf(key, environment, "flyte-2.0");
    return name === undefined ? [] : [{ key, value: environment[name] ?? null, source: `the environment, ${name}` }];
  });
}

function settingsOfFlags(set: ReadonlyMap<string, ConfigValue>): readonly Setting[] {
  return [...set].map(([key, value]) => ({ key, value, source: `the flag --${key}` }));
}

function refusedFlag(refused: string): Problem {
  return {
    code: "CONFIG_INVALID",
    what: refused,
    where: "the flags of Flyte's command line",
    fix: "correct the flag, or leave it out",
  };
}
