import type { TransferProgress } from "@podwright/store";
import type { ProgressView } from "./progress-view.ts";

const [soonMs, oftenMs, seldomMs] = [5000, 1000, 5000];

/**
 * Progress as log lines: at the start, at the end, and in between while something changes. Every second at first, because
 * `podwright run` draws its bar from these lines, and every five seconds in a transfer that takes long.
 */
export function jsonProgress(write: (message: string, transfer: TransferProgress) => void): ProgressView {
  let last = "";
  const line = (event: string, progress: TransferProgress) => {
    last = JSON.stringify(progress);
    write(`${progress.direction} ${event}`, progress);
  };
  return {
    started: (progress) => line("started", progress),
    moving: (progress) => JSON.stringify(progress) !== last && line("moving", progress),
    ended: (progress) => line("ended", progress),
    pauseMs: (elapsedMs) => (elapsedMs < soonMs ? oftenMs : seldomMs),
  };
}
