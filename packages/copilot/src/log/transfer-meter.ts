import type { TransferProgress } from "@podwright/store";
import type { Log } from "./log.ts";

/** Counts what a transfer has moved and logs it: at the start, at the end, and every second while it moves. */
export interface TransferMeter {
  /** More is known to come. */
  expect(files: number, sizeBytes: number): void;
  /** Nothing more will be announced: from now on the totals are the transfer's. */
  expectNoMore(): void;
  moved(sizeBytes: number): void;
  fileDone(): void;
  /** Logs the last line. Call it once, whether the transfer succeeded or not. */
  end(): void;
}

const intervalMs = 1000;

export function startTransferMeter(log: Log, direction: TransferProgress["direction"]): TransferMeter {
  let [doneBytes, doneFiles, totalBytes, totalFiles] = [0, 0, 0, 0];
  let totalsKnown = false;
  let lastLine = "";
  const progress = (): TransferProgress =>
    totalsKnown ? { direction, doneBytes, totalBytes, doneFiles, totalFiles } : { direction, doneBytes, doneFiles };
  const report = (message: string) => {
    const line = JSON.stringify(progress());
    if (message === "moving" && line === lastLine) return;
    lastLine = line;
    log.progress(`${direction} ${message}`, progress());
  };
  report("started");
  const timer = setInterval(() => report("moving"), intervalMs);
  return {
    expect: (files, sizeBytes) => {
      totalFiles += files;
      totalBytes += sizeBytes;
    },
    expectNoMore: () => {
      totalsKnown = true;
    },
    moved: (sizeBytes) => {
      doneBytes += sizeBytes;
    },
    fileDone: () => {
      doneFiles += 1;
    },
    end: () => {
      clearInterval(timer);
      report("ended");
    },
  };
}
