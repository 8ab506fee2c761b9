import type { TransferProgress } from "@podwright/store";

/** Shows how far a transfer is: as a line that is drawn anew on a terminal, as log lines elsewhere. */
export interface ProgressView {
  started(progress: TransferProgress): void;
  moving(progress: TransferProgress): void;
  ended(progress: TransferProgress, elapsedMs: number): void;
  /**
   * How long to wait before the next call of `moving`.
   * @param elapsedMs - since the transfer's start
   */
  pauseMs(elapsedMs: number): number;
}
