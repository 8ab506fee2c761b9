import type { Problem, Result } from "../../problem/problem.ts";
import { failureOf, success } from "../../problem/problem.ts";
import type { TypedInterface } from "../gen/flyteidl2/core/interface_pb.js";
import type { Literal, LiteralMap } from "../gen/flyteidl2/core/literals_pb.js";
import type { LiteralType } from "../gen/flyteidl2/core/types_pb.js";
import { describeType } from "./describe-type.ts";
import { inputMissing, inputTypeMismatch, inputUnknown } from "./input-problems.ts";
import { literalFits } from "./literal-fits.ts";

/** The types of a task's inputs by name, in the interface's order. */
export type InputTypes = ReadonlyMap<string, LiteralType>;

export function inputTypesOf(typedInterface: TypedInterface | undefined): InputTypes {
  const variables = typedInterface?.inputs?.variables ?? [];
  return new Map(variables.flatMap(({ key, value }) => (value?.type ? [[key, value.type] as const] : [])));
}

/**
 * Holds literals, such as those of an `inputs.pb`, against a task's interface.
 * @param where - for `where`: the file
 * @returns the same literals
 * @problems INPUT_UNKNOWN, INPUT_TYPE_MISMATCH, INPUT_MISSING, all at once
 */
export function checkInputs(
  literals: LiteralMap,
  typedInterface: TypedInterface | undefined,
  where: string,
): Result<LiteralMap> {
  const types = inputTypesOf(typedInterface);
  const given = Object.entries(literals.literals);
  const problems = given.flatMap(([name, literal]) => inputProblem(name, literal, types, where) ?? []);
  for (const [name, type] of types)
    if (!Object.hasOwn(literals.literals, name)) problems.push(inputMissing(name, type));
  const [first, ...more] = problems;
  return first ? failureOf([first, ...more]) : success(literals);
}

/** What is wrong with one literal; undefined if nothing is. */
export function inputProblem(name: string, literal: Literal, types: InputTypes, where: string): Problem | undefined {
  const type = types.get(name);
  if (type === undefined) return inputUnknown(name, [...types.keys()], where);
  if (literalFits(literal, type)) return undefined;
  return inputTypeMismatch({ name, observed: kindOf(literal), wanted: describeType(type), path: [], where });
}

/** A literal's own kind, in the words of protobuf. */
function kindOf({ value }: Literal): string {
  if (value.case !== "scalar") return `a ${value.case ?? "literal without a value"}`;
  const scalar = value.value.value;
  if (scalar.case !== "primitive") return `a ${scalar.case ?? "scalar without a value"}`;
  return `a primitive ${scalar.value.value.case ?? "without a value"}`;
}
