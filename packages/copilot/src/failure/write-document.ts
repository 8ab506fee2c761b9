import { setTimeout as sleep } from "node:timers/promises";
import { copilotErrorCodes, ProblemError } from "@podwright/core";
import { type BlobStore, bytesSource } from "@podwright/store";
import type { Compat } from "../settings/compat.ts";
import { type CopilotErrorCode, errorDocumentOf, errorMessage } from "./error-document.ts";
import { isRecoverable } from "./recoverable.ts";

export interface DocumentRequest {
  readonly code: CopilotErrorCode;
  /** Where the error document goes; absent when the command line did not say. */
  readonly documentUri: string | undefined;
  /** Null when the failure was that no store could be opened. */
  readonly store: BlobStore | null;
  readonly compat: Compat;
  /** How long to go on trying to write the error document, in milliseconds. */
  readonly documentDeadlineMs: number;
}

type WrittenDocument = "written" | "stands already" | "nowhere to write" | { readonly failed: string };

const pauseMs = 1000;

/**
 * Writes the error document, and tries again for as long as that may help. Where a download failed, its document stands
 * already when the uploader, stopped without a task having run, finds no outputs: the first cause is the one to tell.
 * Each attempt has a prefix of its own, so no other document can stand there.
 * Upstream writes over it, and so does compat `flyte`.
 */
export async function writeDocument(error: unknown, request: DocumentRequest): Promise<WrittenDocument> {
  const { code, documentUri, store, compat, documentDeadlineMs } = request;
  if (documentUri === undefined || store === null) return "nowhere to write";
  const signal = AbortSignal.timeout(documentDeadlineMs);
  const bytes = bytesSource(errorDocumentOf(code, error, compat));
  const mayFollow = code === copilotErrorCodes.upload && compat === "none";
  for (let why = `the store did not answer within ${documentDeadlineMs / 1000} s`; ; ) {
    try {
      const first = mayFollow && (await store.stat(documentUri, { signal }).catch(() => null));
      if (first) return "stands already";
      await store.write(documentUri, bytes, { signal });
      return "written";
    } catch (second) {
      if (!signal.aborted) why = errorMessage(second).split("\n")[0] ?? "";
      if (!signal.aborted && mayPass(second)) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      else return { failed: `and the error document could not be written to ${documentUri}: ${why}` };
    }
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof ProblemError && isRecoverable(error.problems.map((problem) => problem.code));
}
