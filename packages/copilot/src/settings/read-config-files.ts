import { glob, readFile, stat } from "node:fs/promises";
import { ProblemError, valueOrThrow } from "@podwright/core";
import { fileSettings } from "./file-settings.ts";
import type { SettingsLayer } from "./settings.ts";

/** Where a config is looked for when `--config` matches nothing. @source flytestdlib/config/files/finder.go */
const defaultPaths = ["config.yaml", "/etc/flyte/config/config.yaml"];

/**
 * Reads every file that the pattern matches, in the order of their names, as one layer: later files win, key by key.
 * A pattern that matches nothing is no problem.
 * @param pattern - one path or glob; no shell expands it in a Pod
 * @problems CONFIG_INVALID
 */
export async function readConfigFiles(pattern: string | undefined): Promise<SettingsLayer> {
  const given = pattern ? await matchingFiles(pattern) : [];
  const paths = given.length > 0 ? given : (await Promise.all(defaultPaths.map(matchingFiles))).flat().slice(0, 1);
  if (paths.length === 0) return {};
  const yaml = await import("yaml");
  let merged: SettingsLayer = {};
  for (const path of paths) {
    const layer = valueOrThrow(fileSettings(parseYaml(yaml, await readText(path), path), path));
    const stowConfig = { ...merged.stowConfig, ...layer.stowConfig };
    merged = { ...merged, ...layer, ...(Object.keys(stowConfig).length > 0 && { stowConfig }) };
  }
  return merged;
}

async function matchingFiles(pattern: string): Promise<readonly string[]> {
  const matches: string[] = [];
  for await (const path of glob(pattern)) matches.push(path);
  const files: string[] = [];
  for (const path of matches.sort()) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) files.push(path);
  }
  return files;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw invalid(`cannot be read: ${(error as Error).message}`, path, "make the file readable to this user", error);
  }
}

/** Says where the file is wrong in numbers only: the parser's own words quote the file, which holds the store's secrets. */
function parseYaml({ parse, YAMLParseError }: typeof import("yaml"), text: string, path: string): unknown {
  try {
    return parse(text, { logLevel: "error" });
  } catch (error) {
    const [start] = (error instanceof YAMLParseError && error.linePos) || [];
    const where = start ? `${path}, line ${start.line}, column ${start.col}` : path;
    throw invalid("is not YAML", where, "mend the file there; it is not quoted here, for it may hold secrets", error);
  }
}

function invalid(what: string, path: string, fix: string, cause: unknown): ProblemError {
  return new ProblemError([{ code: "CONFIG_INVALID", what: `the config file ${what}`, where: path, fix }], {
    cause,
  });
}
