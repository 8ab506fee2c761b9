import { create } from "@bufbuild/protobuf";
import {
  failure,
  type Literal,
  type LiteralMap,
  type Problem,
  type Result,
  success,
  type TaskTemplate,
} from "@podwright/core";
import { LiteralMapSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { literalOfText } from "./literal-of-text.ts";
import { inputTypes, missingInput, readInput } from "./read-input.ts";
import { readInputsFile } from "./read-inputs-file.ts";

export interface GivenInputs {
  /** The file of `--inputs`. */
  readonly file?: string | undefined;
  /** Each `--input`, as `NAME=VALUE`; they win over the file's. */
  readonly assignments: readonly string[];
}

/**
 * The task's inputs, checked against its interface.
 * @problems FILE_MISSING, LITERALS_INVALID; INPUT_UNKNOWN, INPUT_INVALID and INPUT_MISSING, one for each input
 */
export async function gatherInputs(task: TaskTemplate, given: GivenInputs): Promise<Result<LiteralMap>> {
  const types = inputTypes(task);
  const fromFile = given.file === undefined ? success({}) : await readInputsFile(given.file, types);
  if (!fromFile.ok) return fromFile;
  const readings = new Map<string, Result<Literal>>(Object.entries(fromFile.value));
  const problems: Problem[] = [];
  for (const assignment of given.assignments) {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
    if (name === undefined || text === undefined) {
      problems.push(noAssignment(assignment));
      continue;
    }
    readings.set(
      name,
      readInput(name, types, (type) => literalOfText(text, type), `--input ${name}`),
    );
  }
  for (const [name, type] of types) if (!readings.has(name)) problems.push(missingInput(name, type));
  problems.push(...[...readings.values()].flatMap((reading) => (reading.ok ? [] : reading.problems)));
  const [first, ...more] = problems;
  if (first) return failure(first, ...more);
  const literals = [...readings].flatMap(([name, reading]) => (reading.ok ? [[name, reading.value] as const] : []));
  return success(create(LiteralMapSchema, { literals: Object.fromEntries(literals) }));
}

function noAssignment(assignment: string): Problem {
  const what = `--input takes NAME=VALUE, not ${JSON.stringify(assignment)}`;
  return { code: "USAGE", what, fix: "write it as in --input a=3" };
}
