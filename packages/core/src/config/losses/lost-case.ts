import { goLower } from "../../go/letter-case.ts";
import type { Problem } from "../../problem/problem.ts";
import { type ConfigEntries, hasTextKeys, isConfigEntries } from "../config-value.ts";
import { type ConfigNode, flyteName, type LossFinder, loss } from "./config-node.ts";

/** Keys of maps that Flyte writes in lower case, or twice, or tears at their dots. */
export const lostCase: LossFinder = (node) => {
  const { type, value } = node;
  if (type.kind !== "map" || !isConfigEntries(value) || node.keepsCase || type.upperKeys) return [];
  const keys = [...value.keys()].filter((key) => typeof key === "string");
  const torn = hasTextKeys(value) ? [] : tornKeys(node, value);
  return [...torn, ...keys.flatMap((key) => (goLower(key) === key ? [] : lostKey(node, key, torn.length > 0)))];
};

function lostKey(node: ConfigNode, key: string, torn: boolean): readonly Problem[] {
  const { version, name } = node;
  const lower = goLower(key);
  if (!key.includes(".") || torn) {
    const what = `${flyteName(version)} reads the key ${key} as ${lower}${consequence(name, key)}`;
    return [loss(node, { code: "CONFIG_CASE_LOST", what, fix: asList(name, key) }, key)];
  }
  if (version !== "flyte-1.16" || name.endsWith(".default-annotations")) return [];
  const what = `${flyteName(version)} reads the key ${key} twice, as it is and as ${lower}`;
  return [loss(node, { code: "CONFIG_CASE_LOST", what, fix: asList(name, key) }, key)];
}

/** A key that is no text takes the whole map's dotted keys their case, and in annotations their wholeness. */
function tornKeys(node: ConfigNode, value: ConfigEntries): readonly Problem[] {
  const odd = [...value.keys()].find((key) => typeof key !== "string");
  if (odd === undefined || ![...value.keys()].some((key) => typeof key === "string" && key.includes("."))) return [];
  const what = `the key ${String(odd)} is no text, and so ${flyteName(node.version)} does not keep the map's keys with dots as they are`;
  return [loss(node, { code: "CONFIG_CASE_LOST", what, fix: `put the key in quotes: "${String(odd)}"` }, String(odd))];
}

function consequence(name: string, key: string): string {
  if (name.endsWith(".accelerator-devices")) return `, and a task that asks for ${key} does not find it`;
  if (name.endsWith(".supported-sdk-versions")) return ", which no SDK is called: literals are not offloaded";
  return "";
}

function asList(name: string, key: string): string {
  return `write the map as a list, in which keys keep their case:\n${name.slice(name.lastIndexOf(".") + 1)}:\n  - ${key}: …`;
}
