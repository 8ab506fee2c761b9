/**
 * How far a transfer is. The copilot writes one such object as the member `transfer` of its JSON log lines,
 * and whoever shows the Pod's logs reads it back.
 */
export interface TransferProgress {
  readonly direction: "download" | "upload";
  readonly doneBytes: number;
  /** Absent while the transfer's size is not known yet. */
  readonly totalBytes?: number;
  readonly doneFiles: number;
  readonly totalFiles?: number;
  /** Over the last seconds; of the whole transfer in its last line. Absent until there is something to measure. */
  readonly bytesPerSecond?: number;
  /** Of what is known to come: at least so much while `totalBytes` is absent. */
  readonly remainingBytes?: number;
  readonly remainingFiles?: number;
  /** At the rate of the last seconds. Absent while that is 0 or the total is not known. */
  readonly remainingSeconds?: number;
}

/** The progress that a container's log line carries, or null when it is any other line. */
export function parseTransferProgress(line: string): TransferProgress | null {
  if (!line.startsWith("{") || !line.includes('"transfer"')) return null;
  try {
    const { transfer } = JSON.parse(line) as { readonly transfer?: TransferProgress };
    return isTransferProgress(transfer) ? transfer : null;
  } catch {
    return null;
  }
}

function isTransferProgress(value: TransferProgress | undefined): value is TransferProgress {
  return (
    typeof value?.doneBytes === "number" &&
    typeof value.doneFiles === "number" &&
    (value.direction === "download" || value.direction === "upload")
  );
}
