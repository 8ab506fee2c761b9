import type { Severity } from "@podwright/core";
import type { BaselineEntry } from "./baseline.ts";
import type { LocatedFinding } from "./locate-findings.ts";

/** What one run of lint has to say. */
export interface LintReport {
  readonly findings: readonly LocatedFinding[];
  /** Findings that the baseline hides. */
  readonly hidden: number;
  /** Entries of the baseline that no finding meets any more. */
  readonly gone: readonly BaselineEntry[];
  readonly files: number;
  /** `cluster kind-dev`, if one was asked. */
  readonly cluster?: string;
  readonly templates: number;
  readonly tasks: number;
}

/** How many findings there are of each severity. */
export function countFindings({ findings }: Pick<LintReport, "findings">): Readonly<Record<Severity, number>> {
  const count = (wanted: Severity): number => findings.filter(({ severity }) => severity === wanted).length;
  return { error: count("error"), warning: count("warning"), information: count("information") };
}
