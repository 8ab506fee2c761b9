import { isEqual } from "../explain/is-equal.ts";
import { type ConfigValue, isConfigTime } from "./config-value.ts";
import type { ConfigSources } from "./decode-flyte-config.ts";
import { findSetting, type SettingPlace } from "./find-setting.ts";
import type { ConfigNode } from "./losses/config-node.ts";
import { listNodes } from "./losses/list-nodes.ts";
import type { ConfigRules } from "./read-flyte-config.ts";

/** A value of a config file that a later file or a variable of the environment takes the place of. */
export interface OverriddenSetting {
  /** From the config's root, keys as the file writes them. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly place: SettingPlace;
  /** What counts instead; absent if a default does. */
  readonly by?: SettingPlace;
}

type Sources = Pick<ConfigSources, "files" | "environment">;

/**
 * The values of `plugins.k8s` and `storage` that one place gives and another one overrides with another value, file by file. Lists that a Flyte takes from a
 * later file are none of them: each is a warning (CONFIG_FILES_CLASH).
 */
export function overriddenSettings(sources: Sources, rules: ConfigRules): readonly OverriddenSetting[] {
  const nodes = sources.files.flatMap((file) => listNodes(file, rules === "podwright" ? "flyte-2.0" : rules));
  const given = nodes.filter(isSetting).map((node) => ({ node, place: placeOf(node) }));
  const values = new Map(given.map(({ node, place }) => [place, plain(node.value)]));
  return given.flatMap(({ node, place }): readonly OverriddenSetting[] => {
    const path = node.path.map(String);
    const by = findSetting(sources, rules, path);
    if (by && "file" in by && by.file === place) return [];
    const value = plain(node.value);
    const instead = by && ("variable" in by ? sources.environment?.[by.variable] : values.get(by.file));
    if (isEqual(value, instead) || ("variable" in (by ?? {}) && String(value) === instead)) return [];
    if (node.type.kind === "list" && rules !== "podwright" && by && "file" in by) return [];
    return [{ path, value, place: { file: place }, ...(by && { by }) }];
  });
}

/** Whether it is a value of its own, not what holds others or stands in a list. */
function isSetting({ type, path, value }: ConfigNode): boolean {
  const isRead = path[0] === "storage" || (path[0] === "plugins" && path[1] === "k8s");
  return isRead && type.kind !== "struct" && type.kind !== "map" && value !== null && path.every(isText);
}

function isText(key: string | number): boolean {
  return typeof key === "string";
}

function placeOf({ file, path }: ConfigNode): string {
  return file.locate?.(path) ?? file.name;
}

/** As JSON has it. */
function plain(value: ConfigValue): unknown {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [String(key), plain(each)]));
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "object" && value !== null && isConfigTime(value) ? value.time : value;
}
