import type { EndedTask } from "@podwright/core";
import { bothViews } from "../output/both-views.ts";
import { liveView } from "../output/live-view.ts";
import { plainView } from "../output/plain-view.ts";
import { quietView } from "../output/quiet-view.ts";
import { rememberLines } from "../output/remember-lines.ts";
import type { RunView } from "../output/run-view.ts";
import { chooseStyle } from "../output/style.ts";
import { taskLog } from "../output/task-log.ts";
import { isTerminal, type Shell } from "../shell.ts";

export interface WatchedBy {
  readonly quiet: boolean;
  readonly color: boolean;
  /** A file that gets the log too. */
  readonly logFile: string | undefined;
}

/** A run as whoever waits for it sees it. */
export interface WatchedRun {
  readonly view: RunView;
  /** A verdict without the lines that the view has shown. */
  readonly shorten: (phase: EndedTask) => EndedTask;
}

/** @problems LOG_FILE_FAILED */
export function watchRun({ quiet, color, logFile }: WatchedBy, shell: Shell): WatchedRun {
  const { view, shorten } = rememberLines(viewOn(shell, quiet, color));
  return { view: logFile === undefined ? view : bothViews(taskLog(logFile), view), shorten };
}

function viewOn(shell: Shell, quiet: boolean, color: boolean): RunView {
  if (quiet) return quietView(shell.stderr);
  if (!isTerminal(shell.stderr, shell)) return plainView(shell.stderr);
  return liveView(shell.stderr, chooseStyle(shell.stderr, shell, color));
}
