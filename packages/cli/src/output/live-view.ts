import { renderProblem } from "@podwright/core";
import type { RunEvent } from "@podwright/runner";
import type { OutputStream } from "../shell.ts";
import { renderTable } from "./container-table.ts";
import { drawnLines } from "./drawn-lines.ts";
import { readLogLine } from "./log-line.ts";
import { renderNotice } from "./notice-text.ts";
import type { RunView } from "./run-view.ts";
import type { Style } from "./style.ts";
import { initialView, nextView, type ViewState } from "./view-state.ts";

/** Between two drawings when nothing happens: the times go on. */
const drawIntervalMs = 100;

/**
 * The containers' table at the bottom of a terminal, drawn over itself; log lines scroll by above it.
 * Every drawing is one write; the table follows the terminal's width.
 */
export function liveView(stream: OutputStream, style: Style): RunView {
  let view: ViewState = [];
  let standing = "";
  let timer: NodeJS.Timeout | undefined;
  const { redraw, columns, rows, leave } = drawnLines(stream, () => {
    const table = renderTable(view, { now: new Date(), columns: columns(), style });
    const below = standing === "" ? [] : [style("yellow", standing.slice(0, columns()))];
    return [...table, ...below].slice(-rows());
  });
  const refresh = (): void => redraw("");
  const showLog = ({ container, line }: Extract<RunEvent, { type: "log" }>): void => {
    const read = readLogLine(line);
    if (read.kind === "transfer") return;
    const text = read.level === "info" ? read.text : style(levelFormat[read.level], `${read.level}: ${read.text}`);
    redraw(`${style("dim", `${container} │`)} ${text}\n`);
  };
  return {
    begin: (pod) => {
      view = initialView(pod);
      timer = setInterval(refresh, drawIntervalMs);
      stream.on("resize", refresh);
      refresh();
    },
    show: (event) => {
      view = nextView(view, event);
      if (event.type === "problem") redraw(`${renderProblem(event.problem)}\n`);
      else if (event.type === "log") showLog(event);
      else if (event.type === "notice") redraw(`${style("dim", renderNotice(event))}\n`);
      else refresh();
    },
    stands: (text) => {
      standing = text;
      refresh();
    },
    warn: (problem) => redraw(`${renderProblem(problem)}\n`),
    note: (text) => redraw(`${text}\n`),
    end: () => {
      clearInterval(timer);
      standing = "";
      stream.removeListener("resize", refresh);
      if (view.length > 0) refresh();
      leave();
      view = [];
    },
  };
}

const levelFormat = { warning: "yellow", error: "red" } as const;
