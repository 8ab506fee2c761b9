import { type Problem, ProblemError } from "@podwright/core";

/** What was read, or nothing where the caller may not read it. */
export interface PermittedReading<T> {
  readonly value?: T;
  /** CLUSTER_FORBIDDEN as a warning: what may not be read stops nothing. */
  readonly problems: readonly Problem[];
}

/** Waits for a reading that the caller's rights may not allow. @problems those of the reading, but for CLUSTER_FORBIDDEN */
export async function permitted<T>(reading: Promise<T>): Promise<PermittedReading<T>> {
  try {
    return { value: await reading, problems: [] };
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.problems.every(({ code }) => code === "CLUSTER_FORBIDDEN"))
      throw error;
    return { problems: error.problems.map((problem) => ({ ...problem, severity: "warning" })) };
  }
}
