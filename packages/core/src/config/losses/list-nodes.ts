import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { foldCase } from "../../go/letter-case.ts";
import { type ConfigEntries, isConfigEntries, isConfigList } from "../config-value.ts";
import type { ConfigFile } from "../decode-flyte-config.ts";
import { field, type GoStruct, type GoValue, struct } from "../go-type.ts";
import { defaultOf, zeroOf } from "../go-values.ts";
import { keyText } from "../key-text.ts";
import { nameBelow } from "../name-below.ts";
import { executorSection } from "../sections/executor-section.ts";
import { platformSection } from "../sections/platform-section.ts";
import { propellerSection } from "../sections/propeller-section.ts";
import { storageSection } from "../sections/storage-section.ts";
import type { ConfigNode } from "./config-node.ts";
import { isGiven } from "./is-given.ts";

/** All values of a file that Flyte has a type for, parents first. */
export function listNodes(file: ConfigFile, version: FlyteVersion): readonly ConfigNode[] {
  const nodes: ConfigNode[] = [];
  const type = roots[version];
  const byDefault = defaultOf(type);
  collect({ ...plain, file, version, path: [], name: "", type, value: file.value, byDefault }, nodes);
  return nodes;
}

const plain = { keepsCase: false, inMap: false, isSplit: false, passesNull: false };

function collect(node: ConfigNode, nodes: ConfigNode[]): void {
  const { type, value } = node;
  if (type.kind === "pointer") {
    collect({ ...node, type: type.elem, byDefault: node.byDefault ?? zeroOf(type.elem) }, nodes);
    return;
  }
  nodes.push(node);
  if (type.kind === "struct" && isConfigEntries(value)) collectFields(node, type, value, nodes);
  else if (type.kind === "map") collectEntries(node, nodes);
  else if (type.kind === "list" && isConfigList(value)) {
    for (const [index, item] of value.entries()) {
      const { elem } = type;
      collect({ ...below(node, index), ...plain, type: elem, value: item, byDefault: null, keepsCase: true }, nodes);
    }
  }
}

function collectFields(node: ConfigNode, type: GoStruct, value: ConfigEntries, nodes: ConfigNode[]): void {
  const fields = new Map(type.fields.map((each) => [foldCase(each.name), each]));
  const defaults = (node.byDefault ?? new Map()) as ReadonlyMap<string, GoValue>;
  for (const [key, each] of value) {
    const known = typeof key === "string" ? fields.get(foldCase(key)) : undefined;
    if (!known) continue;
    const byDefault = defaults.get(known.name) ?? zeroOf(known.type);
    const isSplit = !known.flag && known.type.kind === "map" && byDefault instanceof Map && byDefault.size > 0;
    const inner = { ...below(node, String(key), known.name), ...plain, keepsCase: node.keepsCase, isSplit };
    collect({ ...inner, type: known.type, value: each, byDefault }, nodes);
  }
}

/** A map may be written as a list of maps, in which keys keep their case. */
function collectEntries(node: ConfigNode, nodes: ConfigNode[]): void {
  const { type, value } = node;
  if (type.kind !== "map") return;
  const maps = isConfigList(value) ? value : [value];
  for (const [index, map] of maps.entries()) {
    if (!isConfigEntries(map)) continue;
    const holder = isConfigList(value) ? { ...node, path: [...node.path, index], keepsCase: true } : node;
    const hasOthers = isGiven(map);
    for (const [key, each] of map) {
      const text = keyText(key);
      const isDotted = text.includes(".");
      const passesNull = node.isSplit && holder === node && !(isDotted && hasOthers);
      const inner = {
        ...below(holder, text),
        ...plain,
        keepsCase: holder.keepsCase || isDotted,
        inMap: true,
        passesNull,
      };
      collect({ ...inner, type: type.elem, value: each, byDefault: null }, nodes);
    }
  }
}

function below(node: ConfigNode, key: string | number, name: string | number = key): ConfigNode {
  return { ...node, path: [...node.path, key], name: nameBelow(node.name, name) };
}

function rootOf(version: FlyteVersion): GoStruct {
  const second = version === "flyte-2.0";
  const plugins = struct("plugins", [field("k8s", platformSection[version])]);
  return struct("config", [
    field("plugins", { ...plugins, open: true }),
    field("storage", storageSection[version]),
    second ? field("executor", executorSection) : field("propeller", { ...propellerSection, open: true }),
  ]);
}

const roots: Readonly<Record<FlyteVersion, GoStruct>> = {
  "flyte-1.16": { ...rootOf("flyte-1.16"), open: true },
  "flyte-2.0": { ...rootOf("flyte-2.0"), open: true },
};
