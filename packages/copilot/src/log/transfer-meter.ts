import type { TransferProgress } from "@podwright/store";
import type { Log } from "./log.ts";
import { bytesPerSecond, startTransferRate } from "./transfer-rate.ts";

/** Counts what a transfer has moved, and shows it now and then. To count costs one addition. */
export interface TransferMeter {
  /** More is known to come. */
  expect(files: number, sizeBytes: number): void;
  /** Nothing more will be announced: from now on the totals are the transfer's. */
  expectNoMore(): void;
  moved(sizeBytes: number): void;
  fileDone(): void;
  /** Shows the last state. Call it once, whether the transfer succeeded or not. */
  end(): void;
}

export function startTransferMeter(
  { progress: view }: Pick<Log, "progress">,
  direction: TransferProgress["direction"],
): TransferMeter {
  let [doneBytes, doneFiles, expectedBytes, expectedFiles] = [0, 0, 0, 0];
  let totalsKnown = false;
  const startMs = nowMs();
  const rate = startTransferRate(startMs);
  const progress = (speed: number | undefined): TransferProgress => {
    const remainingBytes = Math.max(0, expectedBytes - doneBytes);
    const secondsLeft = totalsKnown && speed ? Math.ceil(remainingBytes / speed) : undefined;
    return {
      direction,
      doneBytes,
      ...(totalsKnown && { totalBytes: expectedBytes }),
      doneFiles,
      ...(totalsKnown && { totalFiles: expectedFiles }),
      ...(speed !== undefined && { bytesPerSecond: speed }),
      remainingBytes,
      remainingFiles: Math.max(0, expectedFiles - doneFiles),
      ...(secondsLeft !== undefined && { remainingSeconds: secondsLeft }),
    };
  };
  const showLater = (): NodeJS.Timeout =>
    setTimeout(
      () => {
        view.moving(progress(rate.sample(nowMs(), doneBytes)));
        timer = showLater();
      },
      view.pauseMs(nowMs() - startMs),
    );
  view.started(progress(undefined));
  let timer = showLater();
  return {
    expect: (files, sizeBytes) => {
      expectedFiles += files;
      expectedBytes += sizeBytes;
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
      clearTimeout(timer);
      const elapsedMs = nowMs() - startMs;
      view.ended(progress(bytesPerSecond(doneBytes, elapsedMs)), elapsedMs);
    },
  };
}

/** On a clock that never goes back. `performance` would cost the start a dozen of Node's own modules. */
function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
