import { foldCase } from "../go/letter-case.ts";
import { type ConfigValue, isConfigEntries, isConfigList } from "./config-value.ts";
import type { ConfigFile } from "./decode-flyte-config.ts";

type Path = readonly (string | number)[];

/**
 * Where the files set the value at a path: in the last of them that has it. Keys match in any case, keys with dots whole or in parts.
 * @param path - from the config's root: `["plugins", "k8s", "default-labels", "team"]`
 * @returns `FILE:LINE:COLUMN`, the file alone where lines are not known; undefined if no file sets it
 */
export function locateSetting(files: readonly ConfigFile[], path: Path): string | undefined {
  for (const file of files.toReversed()) {
    const found = follow(file.value, path);
    if (found) return file.locate?.(found) ?? file.name;
  }
  return undefined;
}

/** The path with its keys as the file writes them. */
function follow(value: ConfigValue, path: Path): Path | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return [];
  if (isConfigList(value)) return followList(value, path);
  if (!isConfigEntries(value)) return undefined;
  for (const [key, each] of value) {
    const length = prefixLength(String(key), path);
    const below = length > 0 ? follow(each, path.slice(length)) : undefined;
    if (below) return [String(key), ...below];
  }
  return typeof head === "number" ? follow(value, rest) : undefined;
}

/** A position leads to an item; a key to the last item, a map, that has it. */
function followList(list: readonly ConfigValue[], path: Path): Path | undefined {
  const [head, ...rest] = path;
  if (typeof head === "number") {
    const below = follow(list[head] ?? null, rest);
    return below && [head, ...below];
  }
  for (let index = list.length - 1; index >= 0; index--) {
    const item = list[index] ?? null;
    const below = isConfigEntries(item) ? follow(item, path) : undefined;
    if (below) return [index, ...below];
  }
  return undefined;
}

/** How many parts of a path a key stands for; 0: none. */
function prefixLength(key: string, path: Path): number {
  const folded = foldCase(key);
  let joined = "";
  for (const [index, part] of path.entries()) {
    joined = index === 0 ? String(part) : `${joined}.${part}`;
    if (foldCase(joined) === folded) return index + 1;
    if (joined.length >= key.length) return 0;
  }
  return 0;
}
