import type { ProblemCode } from "./catalogue.ts";

/**
 * Something wrong, said so that its reader can act: what it is, where it stands, how to mend it.
 * Never holds a secret's value.
 */
export interface Problem {
  readonly code: ProblemCode;
  /** Absent means `error`. A `warning` does not stop anything; `information` asks for nothing to be done. */
  readonly severity?: "error" | "warning" | "information";
  /** One sentence in lower case, with the observed value and the allowed ones. */
  readonly what: string;
  /** File, line and path; or the endpoint; or what was searched. */
  readonly where?: string;
  /** What to do about it; may have several lines, such as YAML to paste. */
  readonly fix: string;
  /** Everything that was tried, each with why it failed. */
  readonly tried?: readonly string[];
}

/** Whether a problem stops what met it. */
export function isError({ severity }: Pick<Problem, "severity">): boolean {
  return severity === undefined || severity === "error";
}

/** A value, or every problem that stands in its way at once. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

export function success<T>(value: T, warnings: readonly Problem[] = []): Result<T> {
  return { ok: true, value, warnings };
}

export function failure(problem: Problem, ...more: readonly Problem[]): Result<never> {
  return { ok: false, problems: [problem, ...more] };
}

/** The same for a list of them, which may be too long for a call. */
export function failureOf(problems: readonly [Problem, ...Problem[]]): Result<never> {
  return { ok: false, problems };
}
