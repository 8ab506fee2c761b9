import { copilotErrorCodes, ProblemError, renderProblem } from "@podwright/core";
import type { BlobStore } from "@podwright/store";
import type { Log } from "../log/log.ts";
import type { Compat } from "../settings/compat.ts";
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
  readonly compat: Compat;
}

/** Longer than a store's own retries, shorter than what a kubelet leaves after SIGTERM. */
const documentDeadlineMs = 10_000;

/**
 * Tells everybody of a failure: Flyte by its error document, `kubectl describe` by the termination message,
 * `kubectl logs` by the problem as the last lines of stderr. When the document cannot be written either,
 * that is one line after the first cause, never in its place.
 * @returns the exit code: 2 for a wrong command line, 70 for a bug, else 1; with compat `flyte` 0 when the document was written
 */
export async function reportFailure(error: unknown, report: FailureReport): Promise<number> {
  const text = renderFailure(error);
  report.log.error(`${report.code}: ${errorMessage(error).split("\n")[0]}`, { problem: text });
  const document = await writeDocument(error, report);
  report.writeErr(`${text}\n`);
  if (typeof document === "object") report.writeErr(`${document.failed}\n`);
  await writeTerminationLog(report.terminationLog, `${report.code}: ${errorMessage(error)}`);
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

type WrittenDocument = "written" | "stands already" | "nowhere to write" | { readonly failed: string };

/**
 * Where a download failed, its document stands already when the uploader, stopped without a task having run, finds no outputs:
 * the first cause is the one to tell. Each attempt has a prefix of its own, so no other document can stand there.
 * Upstream writes over it, and so does compat `flyte`.
 */
async function writeDocument(error: unknown, report: FailureReport): Promise<WrittenDocument> {
  const { code, documentUri, store, compat } = report;
  if (documentUri === undefined || store === null) return "nowhere to write";
  try {
    const signal = AbortSignal.timeout(documentDeadlineMs);
    const mayFollow = code === copilotErrorCodes.upload && compat === "none";
    const first = mayFollow && (await store.stat(documentUri, { signal }).catch(() => null));
    if (first) return "stands already";
    await store.write(documentUri, bytesSource(errorDocumentOf(code, error, compat)), { signal });
    return "written";
  } catch (second) {
    const why = errorMessage(second).split("\n")[0];
    return { failed: `and the error document could not be written to ${documentUri}: ${why}` };
  }
}
