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
  const [malformed, ...others] = given.assignments
    .filter((assignment) => !/^[^=]+=/.test(assignment))
    .map(noAssignment);
  if (malformed) return failure(malformed, ...others);
  const types = inputTypes(task);
  const fromFile = given.file === undefined ? success({}) : await readInputsFile(given.file, types);
  if (!fromFile.ok) return fromFile;
  const readings = new Map<string, Result<Literal>>(Object.entries(fromFile.value));
  for (const assignment of given.assignments) {
    const name = assignment.slice(0, assignment.indexOf("="));
    const text = assignment.slice(name.length + 1);
    readings.set(
      name,
      readInput(name, types, (type) => literalOfText(text, type), `--input ${name}`),
    );
  }
  const [first, ...more] = [
    ...[...types].flatMap(([name, type]) => (readings.has(name) ? [] : [missingInput(name, type)])),
    ...[...readings.values()].flatMap((reading) => (reading.ok ? [] : reading.problems)),
  ];
  if (first) return failure(first, ...more);
  const literals = [...readings].flatMap(([name, reading]) => (reading.ok ? [[name, reading.value] as const] : []));
  return success(create(LiteralMapSchema, { literals: Object.fromEntries(literals) }));
}

function noAssignment(assignment: string): Problem {
  const what = `--input takes NAME=VALUE, not ${JSON.stringify(assignment)}`;
  return { code: "USAGE", what, fix: "write it as in --input a=3" };
}
