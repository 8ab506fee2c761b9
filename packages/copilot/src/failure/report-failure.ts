import { ProblemError, renderProblem } from "@podwright/core";
import type { Log } from "../log/log.ts";
import type { Compat } from "../settings/compat.ts";
import { errorMessage } from "./error-document.ts";
import { writeTerminationLog } from "./termination-log.ts";
import { type DocumentRequest, writeDocument } from "./write-document.ts";

interface FailureReport extends DocumentRequest {
  readonly log: Log;
  readonly writeErr: (text: string) => void;
  readonly terminationLog: string;
}

/**
 * Tells everybody of a failure: Flyte by its error document, `kubectl describe` by the termination message,
 * `kubectl logs` by the problem as the last lines of stderr. The document comes last, for it alone can take long: whoever
 * is killed over it has said what is wrong. When it cannot be written either, that is one line after the first cause,
 * never in its place.
 * @returns the exit code: 2 for a wrong command line, 70 for a bug, else 1; with compat `flyte` 0 when the document was written
 */
export async function reportFailure(error: unknown, report: FailureReport): Promise<number> {
  const text = renderFailure(error);
  report.log.error(`${report.code}: ${errorMessage(error).split("\n")[0]}`, { problem: text });
  report.writeErr(`${text}\n`);
  await writeTerminationLog(report.terminationLog, `${report.code}: ${errorMessage(error)}`);
  const document = await writeDocument(error, report);
  if (typeof document === "object") report.writeErr(`${document.failed}\n`);
  const isTold = report.compat === "flyte" && document === "written" && error instanceof ProblemError;
  return isTold ? 0 : failureExitCode(error, report.compat);
}

/** A failure as people read it; a bug keeps its stack. */
export function renderFailure(error: unknown): string {
  if (error instanceof ProblemError) return error.problems.map(renderProblem).join("\n");
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export function failureExitCode(error: unknown, compat: Compat): number {
  if (!(error instanceof ProblemError)) return 70;
  if (compat === "flyte") return 1;
  return error.problems.some((problem) => problem.code === "USAGE") ? 2 : 1;
}
