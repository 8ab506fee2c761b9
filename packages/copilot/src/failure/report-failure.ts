import { copilotErrorCodes, ProblemError, renderProblem } from "@podwright/core";
import type { BlobStore } from "@podwright/store";
import type { Log } from "../log/log.ts";
import { bytesSource } from "../transfer/bytes-source.ts";
import { type CopilotErrorCode, errorDocumentOf, errorMessage } from "./error-document.ts";
import { writeTerminationLog } from "./termination-log.ts";

interface FailureReport {
  readonly code: CopilotErrorCode;
  /** Where the error document goes; absent when the command line did not say. */
  readonly documentUri: string | undefined;
  /** Null when the failure was that no store could be opened. */
  readonly store: BlobStore | null;
  readonly log: Log;
  readonly writeErr: (text: string) => void;
  readonly terminationLog: string;
}

/** Longer than a store's own retries, shorter than what a kubelet leaves after SIGTERM. */
const documentDeadlineMs = 10_000;

/**
 * Tells everybody of a failure: Flyte by its error document, `kubectl describe` by the termination message,
 * `kubectl logs` by the problem as the last lines of stderr. When the document cannot be written either,
 * that is one line after the first cause, never in its place.
 * @returns the exit code: 2 for a wrong command line, 70 for a bug, else 1
 */
export async function reportFailure(error: unknown, report: FailureReport): Promise<number> {
  const text = renderFailure(error);
  report.log.error(`${report.code}: ${errorMessage(error).split("\n")[0]}`, { problem: text });
  const second = await writeDocument(error, report);
  report.writeErr(`${text}\n`);
  if (second) report.writeErr(`${second}\n`);
  await writeTerminationLog(report.terminationLog, `${report.code}: ${errorMessage(error)}`);
  return failureExitCode(error);
}

/** A failure as people read it; a bug keeps its stack. */
export function renderFailure(error: unknown): string {
  if (error instanceof ProblemError) return error.problems.map(renderProblem).join("\n");
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export function failureExitCode(error: unknown): number {
  if (!(error instanceof ProblemError)) return 70;
  return error.problems.some((problem) => problem.code === "USAGE") ? 2 : 1;
}

/**
 * Where a download failed, its document stands already when the uploader, stopped without a task having run, finds no outputs:
 * the first cause is the one to tell. Each attempt has a prefix of its own, so no other document can stand there.
 */
async function writeDocument(error: unknown, { code, documentUri, store }: FailureReport): Promise<string | null> {
  if (documentUri === undefined || store === null) return null;
  try {
    const signal = AbortSignal.timeout(documentDeadlineMs);
    const first = code === copilotErrorCodes.upload && (await store.stat(documentUri, { signal }).catch(() => null));
    if (first) return null;
    await store.write(documentUri, bytesSource(errorDocumentOf(code, error)), { signal });
    return null;
  } catch (second) {
    return `and the error document could not be written to ${documentUri}: ${errorMessage(second).split("\n")[0]}`;
  }
}
