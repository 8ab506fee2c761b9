import { readFile } from "node:fs/promises";
import { ProblemError, valueOrThrow } from "@podwright/core";
import { fileSettings, type ParsedFile } from "./file-settings.ts";
import { goGlob } from "./go-glob.ts";
import { layerOver, type SettingsLayer } from "./settings-layer.ts";

/** Where a config is looked for when `--config` matches nothing. @source flytestdlib/config/files/finder.go, without `$GOPATH/src/…` */
const defaultPaths = ["config.yaml", "/etc/flyte/config/config.yaml"];

/** Config files, and what they say together. */
interface FileLayer {
  readonly paths: readonly string[];
  /** The patterns that match nothing. */
  readonly unmatched: readonly string[];
  readonly layer: SettingsLayer;
}

/**
 * Reads every file that the patterns match, for each in the order of their names, as one layer: later files win, key by key.
 * Patterns that match nothing are no problem.
 * @param patterns - paths or globs; no shell expands them in a Pod
 * @problems CONFIG_INVALID
 */
export async function readConfigFiles(patterns: readonly string[]): Promise<FileLayer> {
  const matched = await Promise.all(patterns.map(goGlob));
  const unmatched = patterns.filter((pattern, index) => pattern !== "" && matched[index]?.length === 0);
  const given = [...new Set(matched.flat())];
  const paths = given.length > 0 ? given : (await Promise.all(defaultPaths.map(goGlob))).flat();
  if (paths.length === 0) return { paths, unmatched, layer: {} };
  const yaml = await import("yaml");
  let layer: SettingsLayer = {};
  for (const path of paths)
    layer = layerOver(valueOrThrow(fileSettings(parseYaml(yaml, await readText(path), path))), layer);
  return { paths, unmatched, layer };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw invalid(`cannot be read: ${(error as Error).message}`, path, "make the file readable to this user", error);
  }
}

/**
 * The first document of a file, as Go's reader has it. Says where the file is wrong in numbers only: the parser's own words quote the file,
 * which holds the store's secrets.
 */
function parseYaml(yaml: typeof import("yaml"), text: string, path: string): ParsedFile {
  const lineCounter = new yaml.LineCounter();
  const documents = yaml.parseAllDocuments(text, { lineCounter, logLevel: "silent" });
  const document = "empty" in documents ? new yaml.Document(null) : (documents[0] ?? new yaml.Document(null));
  const [error] = document.errors;
  if (error) {
    const [start] = error.linePos ?? [];
    const where = start ? `${path}, line ${start.line}, column ${start.col}` : path;
    throw invalid("is not YAML", where, "mend the file there; it is not quoted here, for it may hold secrets", error);
  }
  const placeOf: ParsedFile["placeOf"] = (node) => {
    const offset = node?.range?.[0];
    return offset === undefined ? path : `${path}, line ${lineCounter.linePos(offset).line}`;
  };
  return { document, placeOf, yaml };
}

function invalid(what: string, path: string, fix: string, cause: unknown): ProblemError {
  return new ProblemError([{ code: "CONFIG_INVALID", what: `the config file ${what}`, where: path, fix }], {
    cause,
  });
}
