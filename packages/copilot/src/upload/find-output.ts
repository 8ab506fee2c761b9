import { join } from "node:path";
import { ProblemError } from "@podwright/core";
import { refusedName } from "../download/input-names.ts";
import { contentOf, type DataFolder, inspect } from "./data-folder.ts";
import type { FoundOutput } from "./output-place.ts";

/** Finds outputs by their variable's name; null when nothing stands there. */
export type FindOutput = (variable: string) => FoundOutput | null;

/**
 * An output stands at its own name, or, when nothing is there, at the only name of the form NAME.anything.
 * @returns a function that rejects with OUTPUT_MISSING where several could be meant, and with OUTPUT_UNSAFE
 * @source flytecopilot/data/utils.go IsFileReadable, flyteorg/flyte v2.0.43
 */
export function outputFinder(folder: DataFolder): FindOutput {
  let extended: ReadonlyMap<string, readonly string[]> | undefined;
  return (variable) => {
    const reason = refusedName(variable);
    if (reason) {
      throw outputMissing(folder, variable, `${JSON.stringify(variable)} cannot be a file's name: ${reason}`);
    }
    const kind = inspect(folder, variable);
    if (kind) return { name: variable, kind };
    extended ??= namesByStem(contentOf(folder, "")?.entries.map((entry) => entry.name) ?? []);
    const [name, ...more] = extended.get(variable) ?? [];
    if (name === undefined) return null;
    if (more.length > 0) {
      const names = [name, ...more].join(", ");
      throw outputMissing(folder, variable, `there is no ${variable}, and several files could be meant: ${names}`);
    }
    const extendedKind = inspect(folder, name);
    return extendedKind && { name, kind: extendedKind };
  };
}

export function outputMissing(folder: DataFolder, variable: string, reason: string): ProblemError {
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

/** The names by what stands before each of their dots: `a.b.c` by `a` and by `a.b`. */
function namesByStem(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byStem = new Map<string, string[]>();
  for (const name of names) {
    for (let dot = name.indexOf(".", 1); dot > 0; dot = name.indexOf(".", dot + 1)) {
      const stem = name.slice(0, dot);
      const known = byStem.get(stem);
      if (known) known.push(name);
      else byStem.set(stem, [name]);
    }
  }
  return byStem;
}
