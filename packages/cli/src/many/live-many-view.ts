import { renderProblem } from "@podwright/core";
import { limitsWithoutEffectReason } from "@podwright/runner";
import { drawnLines } from "../output/drawn-lines.ts";
import { renderNotice } from "../output/notice-text.ts";
import type { RunView } from "../output/run-view.ts";
import type { Style } from "../output/style.ts";
import { initialView, nextView } from "../output/view-state.ts";
import type { OutputStream } from "../shell.ts";
import type { ManyView } from "./many-view.ts";
import { renderResult } from "./result-text.ts";
import { type Counts, renderTaskRows, type TaskRow } from "./task-rows.ts";

/** Between two drawings of the table. */
const drawIntervalMs = 100;

/**
 * A row for each task that runs at the bottom of a terminal, as many as fit, and how all of them stand; how each came out scrolls by above.
 * Containers' log lines are not shown.
 * @param total - how many tasks there are
 */
export function liveManyView(stream: OutputStream, style: Style, total: number): ManyView {
  const rows = new Map<string, TaskRow>();
  let counts: Counts = { done: 0, failed: 0, waiting: total };
  const screen = drawnLines(stream, () => {
    const options = { now: new Date(), columns: screen.columns(), lines: screen.rows(), style };
    return renderTaskRows([...rows.values()], counts, options);
  });
  const refresh = (): void => screen.redraw("");
  const above = (text: string): void => screen.redraw(`${text}\n`);
  const timer = setInterval(refresh, drawIntervalMs);
  stream.on("resize", refresh);
  const change = (label: string, next: (row: TaskRow) => TaskRow): void => {
    const row = rows.get(label);
    if (row) rows.set(label, next(row));
  };
  const labelled = (label: string, text: string): string => `${style("bold", label)} ${text}`;
  return {
    task: (label): RunView => {
      rows.set(label, { label, startedAt: new Date(), containers: [], standing: "" });
      counts = { ...counts, waiting: counts.waiting - 1 };
      return {
        begin: (pod) => change(label, (row) => ({ ...row, containers: initialView(pod) })),
        show: (event) => {
          if (event.type === "problem") above(labelled(label, renderProblem(event.problem)));
          else if (event.type === "notice" && event.reason === limitsWithoutEffectReason)
            above(labelled(label, renderNotice(event)));
          else change(label, (row) => ({ ...row, containers: nextView(row.containers, event) }));
        },
        stands: (standing) => change(label, (row) => ({ ...row, standing })),
        warn: (problem) => above(labelled(label, renderProblem(problem))),
        note: () => {},
        end: () => {},
      };
    },
    ended: (result) => {
      const began = rows.delete(result.label);
      const { verdict } = result.verdict;
      const { done, failed, waiting } = counts;
      counts = {
        done: done + 1,
        failed: failed + (verdict === "succeeded" ? 0 : 1),
        waiting: waiting - (began ? 0 : 1),
      };
      const [format, mark] = verdict === "succeeded" ? (["green", "✓"] as const) : (["red", "✗"] as const);
      if (verdict !== "not-started")
        above(`${style(format, mark)} ${labelled(result.label, renderResult(result, style))}`);
    },
    warn: (problem) => above(renderProblem(problem)),
    note: above,
    end: () => {
      clearInterval(timer);
      stream.removeListener("resize", refresh);
      refresh();
      screen.leave();
    },
  };
}
