import { writeFile } from "node:fs/promises";
import { failure, type Problem, ProblemError, type Result, success } from "@podwright/core";
import { type FileRole, readText } from "../facts/read-file.ts";
import type { LocatedFinding } from "./locate-findings.ts";

/** Findings that an old repository has and that nobody wants to hear of. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** All but the fingerprint is there for people. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly file: string;
  readonly what: string;
}

const role: FileRole = {
  name: "baseline",
  missing: "FILE_MISSING",
  fix: "write one with --write-baseline, or leave --baseline out",
};

/** @problems FILE_MISSING, BASELINE_INVALID */
export async function readBaseline(file: string): Promise<Result<Baseline>> {
  const text = await readText(file, role);
  if (!text.ok) return text;
  try {
    const value = JSON.parse(text.value) as Partial<Baseline>;
    const { version, findings } = value;
    if (version === 1 && Array.isArray(findings) && findings.every(isEntry)) return success({ version, findings });
    return failure(invalid(file, "it is no baseline of version 1"));
  } catch (error) {
    return failure(invalid(file, error instanceof Error ? error.message : String(error)));
  }
}

/** In the order of the findings, so that its diffs can be read. @problems BASELINE_WRITE_FAILED */
export async function writeBaseline(file: string, findings: readonly LocatedFinding[]): Promise<void> {
  const entries = findings.map(
    ({ fingerprint, rule, location, what }): BaselineEntry => ({ fingerprint, rule, file: location.file, what }),
  );
  const baseline: Baseline = { version: 1, findings: entries };
  try {
    await writeFile(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    throw new ProblemError([unwritten(file, error as Error)], { cause: error });
  }
}

interface AppliedBaseline {
  readonly shown: readonly LocatedFinding[];
  readonly hidden: readonly LocatedFinding[];
  readonly gone: readonly BaselineEntry[];
}

/** What the baseline does not know yet, what it hides, and its entries that no finding meets any more. */
export function applyBaseline(findings: readonly LocatedFinding[], baseline: Baseline): AppliedBaseline {
  const known = new Set(baseline.findings.map(({ fingerprint }) => fingerprint));
  const current = new Set(findings.map(({ fingerprint }) => fingerprint));
  return {
    shown: findings.filter(({ fingerprint }) => !known.has(fingerprint)),
    hidden: findings.filter(({ fingerprint }) => known.has(fingerprint)),
    gone: baseline.findings.filter(({ fingerprint }) => !current.has(fingerprint)),
  };
}

function isEntry(value: unknown): value is BaselineEntry {
  return typeof value === "object" && value !== null && typeof (value as BaselineEntry).fingerprint === "string";
}

function invalid(file: string, reason: string): Problem {
  return {
    code: "BASELINE_INVALID",
    what: `the baseline ${file} cannot be read: ${reason}`,
    where: file,
    fix: "write it anew with --write-baseline",
  };
}

function unwritten(file: string, { message }: Error): Problem {
  return {
    code: "BASELINE_WRITE_FAILED",
    what: `the baseline ${file} cannot be written: ${message}`,
    where: file,
    fix: "give --baseline a file that you may write, in a folder that exists",
  };
}
