import { type Problem, ProblemError } from "@podwright/core";

/** What became of a call to a cluster, for who can do something about it. */
interface Failure {
  /** Whether the same call may go well later. */
  readonly transient: boolean;
  /** Of the answer; absent: there was none. */
  readonly statusCode?: number;
  /** How long the server asks to be left alone. */
  readonly retryAfterMs?: number;
}

/** A problem of a cluster's answer, or of getting one. */
export class ClusterError extends ProblemError {
  readonly transient: boolean;
  readonly statusCode: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    problems: readonly [Problem, ...Problem[]],
    { transient, statusCode, retryAfterMs }: Failure,
    options?: ErrorOptions,
  ) {
    super(problems, options);
    this.name = "ClusterError";
    this.transient = transient;
    this.statusCode = statusCode;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether an answer was this one: 403, 404, 410. */
export function hasStatus(error: unknown, statusCode: number): error is ClusterError {
  return error instanceof ClusterError && error.statusCode === statusCode;
}
