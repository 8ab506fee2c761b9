import { foldCase } from "../go/letter-case.ts";
import { type ConfigValue, isConfigEntries, isConfigList } from "./config-value.ts";
import type { ConfigFile } from "./decode-flyte-config.ts";

type Path = readonly (string | number)[];

/**
 * Where the files set the value at a path: in the last of them that has it. Keys match in any case, keys with dots whole or in parts. Null gives
 * a default back, so what files before it say of that path does not count.
 * @param path - from the config's root: `["plugins", "k8s", "default-labels", "team"]`
 * @param wanted - whether the value may be a map
 * @returns `FILE:LINE:COLUMN`, the file alone where lines are not known; undefined if no file sets it
 */
export function locateSetting(
  files: readonly ConfigFile[],
  path: Path,
  wanted: "any" | "leaf" = "any",
): string | undefined {
  for (const file of files.toReversed()) {
    const found = follow(file.value, path);
    if (!found) continue;
    if (found.value === null || (wanted === "leaf" && isConfigEntries(found.value))) return undefined;
    return file.locate?.(found.path) ?? file.name;
  }
  return undefined;
}

/** A path with its keys as the file writes them, and what stands there. */
interface Found {
  readonly path: Path;
  readonly value: ConfigValue;
}

function follow(value: ConfigValue, path: Path): Found | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return { path: [], value };
  if (isConfigList(value)) return followList(value, path);
  if (!isConfigEntries(value)) return undefined;
  for (const [key, each] of value) {
    const length = prefixLength(String(key), path);
    const found = length > 0 ? below(String(key), follow(each, path.slice(length))) : undefined;
    if (found) return found;
  }
  return typeof head === "number" ? follow(value, rest) : undefined;
}

/** A position leads to an item; a key to the last item, a map, that has it. */
function followList(list: readonly ConfigValue[], path: Path): Found | undefined {
  const [head, ...rest] = path;
  if (typeof head === "number") return below(head, follow(list[head] ?? null, rest));
  for (let index = list.length - 1; index >= 0; index--) {
    const item = list[index] ?? null;
    const found = isConfigEntries(item) ? below(index, follow(item, path)) : undefined;
    if (found) return found;
  }
  return undefined;
}

function below(key: string | number, found: Found | undefined): Found | undefined {
  return found && { path: [key, ...found.path], value: found.value };
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
