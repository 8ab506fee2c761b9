import { goLower } from "../../go/letter-case.ts";
import type { Problem } from "../../problem/problem.ts";
import { type ConfigEntries, hasTextKeys, isConfigEntries } from "../config-value.ts";
import { type ConfigNode, flyteName, type LossFinder, loss } from "./config-node.ts";

/** Keys of maps that Flyte writes in lower case, or twice, or tears at their dots: one warning for all that one thing happens to. */
export const lostCase: LossFinder = (node) => {
  const { type, value, version, name } = node;
  if (type.kind !== "map" || !isConfigEntries(value) || node.keepsCase || type.upperKeys) return [];
  const keys = [...value.keys()].filter((key) => typeof key === "string" && goLower(key) !== key) as string[];
  const torn = hasTextKeys(value) ? [] : tornKeys(node, value);
  const isWhole = (key: string) => key.includes(".") && torn.length === 0;
  const comesTwice = version === "flyte-1.16" && !name.endsWith(".default-annotations");
  return [
    ...torn,
    ...lostKeys(
      node,
      keys.filter((key) => !isWhole(key)),
      lowered,
    ),
    ...(comesTwice ? lostKeys(node, keys.filter(isWhole), doubled) : []),
  ];
};

/** What happens to one key, and to several. */
interface Fate {
  readonly one: (key: string, lower: string) => string;
  readonly many: (count: number) => string;
  readonly each: (key: string, lower: string) => string;
}

const lowered: Fate = {
  one: (key, lower) => `reads the key ${key} as ${lower}`,
  many: (count) => `reads ${count} keys of this map in lower case`,
  each: (key, lower) => `${key} as ${lower}`,
};

const doubled: Fate = {
  one: (key, lower) => `reads the key ${key} twice, as it is and as ${lower}`,
  many: (count) => `reads ${count} keys of this map twice, as they are and in lower case`,
  each: (key) => key,
};

function lostKeys(node: ConfigNode, keys: readonly string[], fate: Fate): readonly Problem[] {
  const [first, ...more] = keys;
  if (first === undefined) return [];
  const { version, name } = node;
  const code = "CONFIG_CASE_LOST";
  const after = fate === lowered ? consequence(name, more.length === 0 ? first : undefined) : "";
  if (more.length === 0) {
    const what = `${flyteName(version)} ${fate.one(first, goLower(first))}${after}`;
    return [loss(node, { code, what, fix: asList(name, keys) }, first)];
  }
  const each = keys.map((key) => `${fate.each(key, goLower(key))}${lineOf(node, key)}`).join(", ");
  const what = `${flyteName(version)} ${fate.many(keys.length)}${after}: ${each}`;
  return [loss(node, { code, what, fix: asList(name, keys) })];
}

/** Lines are what a reader goes by; the warning itself names the file. */
function lineOf({ file, path }: ConfigNode, key: string): string {
  const [, line] = /:(\d+):\d+$/.exec(file.locate?.([...path, key]) ?? "") ?? [];
  return line === undefined ? "" : ` (line ${line})`;
}

/** A key that is no text takes the whole map's dotted keys their case, and in annotations their wholeness. */
function tornKeys(node: ConfigNode, value: ConfigEntries): readonly Problem[] {
  const odd = [...value.keys()].find((key) => typeof key !== "string");
  if (odd === undefined || ![...value.keys()].some((key) => typeof key === "string" && key.includes("."))) return [];
  const what = `the key ${String(odd)} is no text, and so ${flyteName(node.version)} does not keep the map's keys with dots as they are`;
  return [loss(node, { code: "CONFIG_CASE_LOST", what, fix: `put the key in quotes: "${String(odd)}"` }, String(odd))];
}

/** @param key - undefined: several */
function consequence(name: string, key: string | undefined): string {
  if (name.endsWith(".accelerator-devices"))
    return key === undefined
      ? ", and tasks that ask for them do not find them"
      : `, and a task that asks for ${key} does not find it`;
  if (name.endsWith(".supported-sdk-versions")) return ", which no SDK is called: literals are not offloaded";
  return "";
}

function asList(name: string, keys: readonly string[]): string {
  const lines = keys.map((key) => `\n  - ${key}: …`).join("");
  return `write the map as a list, in which keys keep their case:\n${name.slice(name.lastIndexOf(".") + 1)}:${lines}`;
}
