import { ProblemError } from "@podwright/core";

/** One of the values that a flag takes. @problems USAGE */
export function choiceOf<T extends string>(flag: string, value: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw usage(`${flag} is ${JSON.stringify(value ?? "")}`, flag, `give one of ${allowed.join(", ")}`);
}

/** The value of a flag that must be given. @problems USAGE */
export function required(flag: string, value: string | undefined): string {
  if (value) return value;
  throw usage(`${flag} is required`, flag, `give ${flag}`);
}

function usage(what: string, where: string, fix: string): ProblemError {
  return new ProblemError([{ code: "USAGE", what, where, fix }]);
}
