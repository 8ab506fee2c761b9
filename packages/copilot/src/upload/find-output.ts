import { join } from "node:path";
import { ProblemError } from "@podwright/core";
import { refusedName } from "../download/input-names.ts";
import { contentOf, type DataFolder, inspect } from "./data-folder.ts";

export interface FoundOutput {
  /** Relative to the data directory. */
  readonly name: string;
  readonly kind: "file" | "folder";
}

/**
 * Where an output stands: at its own name, or, when nothing is there, at the only name of the form NAME.anything.
 * @problems OUTPUT_MISSING, OUTPUT_UNSAFE
 * @source flytecopilot/data/upload.go, flyteorg/flyte v2.0.43
 */
export function findOutput(folder: DataFolder, variable: string): FoundOutput {
  const reason = refusedName(variable);
  if (reason) throw missing(folder, variable, `${JSON.stringify(variable)} cannot be a file's name: ${reason}`);
  const kind = inspect(folder, variable);
  if (kind) return { name: variable, kind };
  const names = contentOf(folder, "")?.entries.map((entry) => entry.name) ?? [];
  const matches = names.filter((name) => name.startsWith(`${variable}.`));
  const [name] = matches;
  if (matches.length > 1) {
    throw missing(folder, variable, `there is no ${variable}, and several files could be meant: ${matches.join(", ")}`);
  }
  const matchKind = name === undefined ? null : inspect(folder, name);
  if (name === undefined || matchKind === null) throw missing(folder, variable, "the task did not write it");
  return { name, kind: matchKind };
}

function missing(folder: DataFolder, variable: string, reason: string): ProblemError {
  const path = join(folder.path, variable);
  return new ProblemError([
    {
      code: "OUTPUT_MISSING",
      what: `output ${JSON.stringify(variable)} is missing: ${reason}`,
      where: path,
      fix: `let the task write ${path}, or one file ${variable} with an extension`,
    },
  ]);
}
