import type { ProblemCode } from "@podwright/core";

/**
 * Problems that trying again may mend: the network, the node, a store that has trouble, credentials that a new Pod gets
 * afresh, the task's own doing. Everything else
 * (a wrong certificate, wrong credentials, an input that nobody can read) fails again each time,
 * so Flyte should not spend the task's retries on it.
 */
const recoverable: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "BLOB_CHANGED",
  "BLOB_CORRUPTED",
  "BLOB_INCOMPLETE",
  "LOCAL_FILE_FAILED",
  "OUTPUT_INVALID",
  "OUTPUT_MISSING",
  "OUTPUT_TOO_LARGE",
  "PROXY_UNREACHABLE",
  "STORE_CREDENTIALS_EXPIRED",
  "STORE_FOLDER_FAILED",
  "STORE_FULL",
  "STORE_RESPONSE_INVALID",
  "STORE_UNAVAILABLE",
  "STORE_UNREACHABLE",
  "TASK_REPORTED_ERROR",
  "TRANSFER_INTERRUPTED",
  "TRANSFER_TIMED_OUT",
]);

/** No codes (a bug of ours) counts as recoverable, as upstream counts everything. */
export function isRecoverable(codes: readonly ProblemCode[]): boolean {
  return codes.every((code) => recoverable.has(code));
}
