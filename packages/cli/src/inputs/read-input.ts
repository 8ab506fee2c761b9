import {
  failure,
  type Literal,
  type LiteralType,
  type Problem,
  type Result,
  success,
  type TaskTemplate,
} from "@podwright/core";
import { unknownMember } from "../facts/members.ts";
import { renderType } from "../output/type-text.ts";
import type { LiteralReading } from "./literal-reading.ts";

/** The inputs of a task's interface, in its order. */
export type InputTypes = ReadonlyMap<string, LiteralType>;

export function inputTypes(task: TaskTemplate): InputTypes {
  const variables = task.interface?.inputs?.variables ?? [];
  return new Map(variables.flatMap(({ key, value }) => (value?.type ? [[key, value.type] as const] : [])));
}

/**
 * One input, read as the type that the interface gives it.
 * @param where - the flag or file that gave it
 * @problems INPUT_UNKNOWN, INPUT_INVALID
 */
export function readInput(
  name: string,
  types: InputTypes,
  read: (type: LiteralType) => LiteralReading,
  where: string,
): Result<Literal> {
  const type = types.get(name);
  if (!type) {
    const known = [...types.keys()];
    const has = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
    const what = `the task has no input ${name}; ${has}`;
    return failure({ code: "INPUT_UNKNOWN", what, where, fix: unknownMember(name, known) });
  }
  const reading = read(type);
  if ("literal" in reading) return success(reading.literal);
  const what = `input ${name} must be ${renderType(type)}, ${reading.mismatch}`;
  return failure({ code: "INPUT_INVALID", what, where, fix: `give it a value of type ${renderType(type)}` });
}

export function missingInput(name: string, type: LiteralType): Problem {
  const what = `input ${name} (${renderType(type)}) has no value`;
  return { code: "INPUT_MISSING", what, fix: `add --input ${name}=VALUE, or give it in the file of --inputs` };
}
