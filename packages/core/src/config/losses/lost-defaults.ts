import { goLower, goUpper } from "../../go/letter-case.ts";
import type { Problem } from "../../problem/problem.ts";
import { type ConfigEntries, isConfigEntries, isConfigList } from "../config-value.ts";
import type { GoValue } from "../go-type.ts";
import { keyText } from "../key-text.ts";
import { type ConfigNode, flyteName, loss } from "./config-node.ts";
import { isGiven } from "./is-given.ts";

/** Default entries that go when any file gives a map: all files together are asked for them. */
export function lostDefaults(nodes: readonly ConfigNode[]): readonly Problem[] {
  const byName = Map.groupBy(nodes.filter(hasDefaultEntries), ({ name }) => name);
  return [...byName.values()].flatMap((group) => {
    const given = group.flatMap((node) => entriesOf(node).flatMap((map) => givenKeys(node, map)));
    const [first] = group;
    if (!first || (given.length === 0 && !group.some(isWholeMap))) return [];
    const kept = new Set(given.map((key) => keyIn(first, key)));
    const lost = [...(first.byDefault as ReadonlyMap<string, GoValue>).keys()].filter((key) => !kept.has(key));
    return [...(lost.length > 0 ? [lostEntries(first, lost)] : []), ...group.flatMap(lostClassFields)];
  });
}

function hasDefaultEntries({ type, byDefault }: ConfigNode): boolean {
  return type.kind === "map" && byDefault instanceof Map && byDefault.size > 0;
}

function entriesOf({ value }: ConfigNode): readonly ConfigEntries[] {
  return (isConfigList(value) ? value : [value]).filter(isConfigEntries);
}

/** A map that takes the place of another even when it is empty; an empty list says so. */
function isWholeMap({ isSplit, value }: ConfigNode): boolean {
  return !isSplit && isConfigEntries(value);
}

/** Those that null does not take away. Keys with dots come back with their null, if anything else is given. */
function givenKeys({ isSplit, value }: ConfigNode, map: ConfigEntries): readonly string[] {
  const keys = [...map].map(([key, each]) => ({ key: keyText(key), each }));
  if (!isSplit || isConfigList(value)) return keys.map(({ key }) => key);
  return keys.flatMap(({ key, each }) => (isGiven(each) || (key.includes(".") && isGiven(map)) ? key : []));
}

/** The key as Flyte comes to have it. */
function keyIn({ type, value }: ConfigNode, key: string): string {
  if (type.kind === "map" && type.upperKeys) return goUpper(key);
  return isConfigList(value) || key.includes(".") ? key : goLower(key);
}

function lostEntries(node: ConfigNode, lost: readonly string[]): Problem {
  const shown = lost.length > 5 ? `${lost.slice(0, 4).join(", ")} and ${lost.length - 4} more` : lost.join(", ");
  const what = `${flyteName(node.version)} puts this map in the place of its default one, and so loses ${shown}`;
  return loss(node, {
    code: "CONFIG_DEFAULTS_REPLACED",
    what,
    fix: "write them into it, too, if you want to keep them",
  });
}

/** A class of accelerators that is given starts from nothing. */
function lostClassFields(node: ConfigNode): readonly Problem[] {
  if (node.type.kind !== "map" || !node.type.upperKeys) return [];
  return entriesOf(node).flatMap((map) =>
    [...map].flatMap(([key, each]) => {
      const name = keyText(key);
      const before = (node.byDefault as ReadonlyMap<string, GoValue>).get(goUpper(name));
      if (!(before instanceof Map) || !isConfigEntries(each) || !(isConfigList(node.value) || isGiven(each))) return [];
      const given = new Set([...each.keys()].map((field) => keyText(field).toLowerCase()));
      const lost = [...before.keys()].filter((field) => !given.has(field));
      if (lost.length === 0) return [];
      const what = `${flyteName(node.version)} starts the class ${name} from nothing, and so it loses its default ${lost.join(", ")}`;
      const fix = `add to it: ${lost.map((field) => `${field}: ${String(before.get(field))}`).join(", ")}`;
      return [loss(node, { code: "CONFIG_DEFAULTS_REPLACED", what, fix }, name)];
    }),
  );
}
