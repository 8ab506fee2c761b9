import { didYouMean } from "../../problem/did-you-mean.ts";
import type { Problem } from "../../problem/problem.ts";
import type { LiteralType } from "../gen/flyteidl2/core/types_pb.js";
import { describeType } from "./describe-type.ts";
import type { InputPath } from "./input-reading.ts";

/** An input that the interface does not have. */
export function inputUnknown(name: string, known: readonly string[], where: string): Problem {
  const meant = didYouMean(name, known);
  const list = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
  return {
    code: "INPUT_UNKNOWN",
    what: `the task has no input ${name}; ${list}`,
    where,
    fix: meant ? `did you mean ${meant}?` : "take the input away, or give it one of these names",
  };
}

export interface Mismatch {
  readonly name: string;
  readonly observed: string;
  readonly wanted: string;
  readonly path: InputPath;
  readonly where: string;
}

/** An input whose value, or a value inside it, is not of its type. */
export function inputTypeMismatch({ name, observed, wanted, path, where }: Mismatch): Problem {
  return {
    code: "INPUT_TYPE_MISMATCH",
    what: `input ${[name, ...path].join(".")} is ${observed}, which is not ${wanted}`,
    where,
    fix: `give input ${[name, ...path].join(".")} ${wanted}`,
  };
}

/** An input that nothing gave. */
export function inputMissing(name: string, type: LiteralType): Problem {
  return {
    code: "INPUT_MISSING",
    what: `input ${name} has no value; it takes ${describeType(type)}`,
    fix: `add --input ${name}=VALUE`,
  };
}

/** An input that was given twice in one way. */
export function inputRepeated(name: string, values: readonly string[]): Problem {
  return {
    code: "INPUT_REPEATED",
    what: `input ${name} is given ${values.length} times: ${values.join(", ")}`,
    where: `--input ${name}`,
    fix: "give it once",
  };
}

/** `--input` without its `=`. */
export function pairInvalid(pair: string): Problem {
  return {
    code: "USAGE",
    what: `--input takes NAME=VALUE, not ${JSON.stringify(pair)}`,
    fix: "write it as in --input a=3",
  };
}
