import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type ConfigFile,
  failure,
  matchesGlob,
  type Problem,
  problemsOf,
  type Result,
  resultOf,
  success,
  valuesOf,
} from "@podwright/core";
import { notText } from "../not-text.ts";
import { readText } from "../read-text.ts";
import { configTooLarge, maxConfigBytes, parseConfigFile } from "./parse-config-file.ts";

/**
 * Reads Flyte's config files as its `--config` finds them: each path may be a pattern (`/etc/flyte/*.yaml`), whose files come in the order of
 * their bytes; a file that two patterns name comes once.
 * @problems FILE_MISSING, one for each path that leads to no file; MANIFEST_INVALID for what is not UTF-8; MANIFEST_TOO_LARGE; those of parseConfigFile
 * @source flytestdlib/config/files/finder.go FindConfigFiles, flyteorg/flyte v2.0.43
 */
export async function readConfigFiles(paths: readonly string[]): Promise<Result<readonly ConfigFile[]>> {
  const found = await Promise.all(paths.map(findFiles));
  const names = [...new Set(valuesOf(found).flat())];
  const files = await Promise.all(names.map(readConfigFile));
  return resultOf(valuesOf(files), problemsOf([...found, ...files]));
}

async function findFiles(path: string): Promise<Result<readonly string[]>> {
  const entries = await expand(path);
  const kinds = await Promise.all(entries.map(isFile));
  const files = entries.filter((_, index) => kinds[index]);
  if (files.length > 0) return success(files);
  if (entries.length > 0) return failure(missing(path, "it is a folder", `give its files: '${join(path, "*.yaml")}'`));
  const why = hasPattern(path) ? "no file matches it" : "no such file (ENOENT)";
  return failure(
    missing(
      path,
      why,
      "give --config the YAML files of the Flyte backend that have the sections `plugins` and `storage`",
    ),
  );
}

/** @source path/filepath Glob, Go 1.24 */
async function expand(path: string): Promise<readonly string[]> {
  if (!hasPattern(path)) return (await stat(path).catch(() => undefined)) ? [path] : [];
  const slash = path.lastIndexOf("/");
  const [folder, pattern] = slash < 0 ? ["", path] : [path.slice(0, slash) || "/", path.slice(slash + 1)];
  const folders = hasPattern(folder) ? await expand(folder) : [folder];
  const listings = await Promise.all(
    folders.map(async (each) => {
      const names = await readdir(each || ".").catch((): string[] => []);
      const matching = names.filter((name) => matchesGlob(name, pattern));
      return matching.sort(byBytes).map((name) => (each === "" ? name : join(each, name)));
    }),
  );
  return listings.flat();
}

function hasPattern(path: string): boolean {
  return /[*?[\\]/.test(path);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === false;
}

async function readConfigFile(file: string): Promise<Result<ConfigFile>> {
  const read = await readText(file, maxConfigBytes);
  if ("text" in read) return parseConfigFile(read.text, file);
  switch (read.refused) {
    case "too large":
      return failure(configTooLarge(file));
    case "not UTF-8":
      return failure(notText(file));
    case "unreadable":
      return failure(missing(file, read.reason, "make it readable"));
  }
}

function missing(path: string, why: string, fix: string): Problem {
  return { code: "FILE_MISSING", what: `cannot read the config file ${path}: ${why}`, where: path, fix };
}
