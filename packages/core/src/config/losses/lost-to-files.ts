import type { Problem } from "../../problem/problem.ts";
import { isConfigEntries, isConfigList } from "../config-value.ts";
import { type ConfigNode, flyteName, loss } from "./config-node.ts";

/** Values of one file that another file's take away: lists replace lists, and a map never gives way to a list or null. */
export function lostToFiles(nodes: readonly ConfigNode[]): readonly Problem[] {
  const collections = nodes.filter(({ type }) => type.kind === "map" || type.kind === "list");
  const byName = Map.groupBy(
    collections.filter(({ path }) => path.every((key) => typeof key === "string")),
    ({ name }) => name,
  );
  return [...byName.values()].flatMap((group) =>
    group.flatMap((later, index) => {
      const earlier = group.slice(0, index).findLast(({ file }) => file !== later.file);
      return earlier ? lostBetween(earlier, later) : [];
    }),
  );
}

function lostBetween(earlier: ConfigNode, later: ConfigNode): readonly Problem[] {
  const flyte = flyteName(later.version);
  const code = "CONFIG_FILES_CLASH";
  if (isConfigEntries(earlier.value)) {
    if (isConfigEntries(later.value)) return [];
    const form = later.value === null ? "null" : isConfigList(later.value) ? "a list" : "this value";
    const what = `${flyte} passes over ${form} here, because ${earlier.file.name} has a map`;
    return [loss(later, { code, what, fix: "write both in one form: lists keep the case of keys" })];
  }
  if (!isConfigList(earlier.value) || earlier.value.length === 0 || later.value === null) return [];
  const what = `${flyte} puts this in the place of the list in ${earlier.file.name}: what stands there is lost`;
  return [loss(later, { code, what, fix: "write all of it in one file" })];
}
