import type { TransferProgress } from "@podwright/store";
import type { ProgressView } from "./progress-view.ts";
import { renderEnded, renderMoving } from "./transfer-line.ts";

/** The terminal that stderr is. */
export interface Terminal {
  /** How many characters a line has now. */
  readonly columns: () => number;
  readonly color: boolean;
}

interface TerminalProgress extends ProgressView {
  /** Takes the line away, so that another can be written in its place. It comes back by itself. */
  clear(): void;
}

const redrawMs = 200;
const clearLine = "\r\u001b[K";

/** Progress as one line that is drawn anew, and that stays when the transfer ends. It changes no mode of the terminal. */
export function terminalProgress(write: (text: string) => void, { columns, color }: Terminal): TerminalProgress {
  let shown = false;
  const draw = (progress: TransferProgress) => {
    write(clearLine + renderMoving(progress, { columns: columns(), color }));
    shown = true;
  };
  return {
    started: draw,
    moving: draw,
    ended: (progress, elapsedMs) => {
      write(`${clearLine}${renderEnded(progress, elapsedMs, columns())}\n`);
      shown = false;
    },
    pauseMs: () => redrawMs,
    clear: () => {
      if (shown) write(clearLine);
      shown = false;
    },
  };
}
