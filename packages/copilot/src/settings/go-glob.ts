import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { matchesGlob } from "@podwright/core";

/**
 * The files that a pattern leads to, as Go finds them: `*`, `?` and `[a-z]` within one part of the path, no `**` and no braces, the names of
 * each folder in the order of their bytes. What is no file is left out; a pattern that matches nothing gives none.
 * @source path/filepath Glob, Go 1.24; flytestdlib/config/files/finder.go, flyteorg/flyte v2.0.43
 */
export async function goGlob(pattern: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of await expand(pattern)) {
    const found = await stat(path).catch(() => null);
    if (found && !found.isDirectory()) files.push(path);
  }
  return files;
}

async function expand(pattern: string): Promise<readonly string[]> {
  if (!/[*?[\\]/.test(pattern)) return [pattern];
  const slash = pattern.lastIndexOf("/");
  const [folder, last] = slash < 0 ? ["", pattern] : [pattern.slice(0, slash) || "/", pattern.slice(slash + 1)];
  const paths: string[] = [];
  for (const each of folder === "" ? [""] : await expand(folder)) {
    const names = await readdir(each || ".").catch((): string[] => []);
    const matching = names.filter((name) => matchesGlob(name, last));
    paths.push(
      ...matching.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((name) => join(each, name)),
    );
  }
  return paths;
}
