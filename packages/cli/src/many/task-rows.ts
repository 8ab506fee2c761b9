import { renderState } from "../output/state-text.ts";
import type { Style } from "../output/style.ts";
import { renderTransfer } from "../output/transfer-text.ts";
import { renderDuration } from "../output/units.ts";
import type { ContainerView, ViewState } from "../output/view-state.ts";

/** A task that runs, as the table shows it. */
export interface TaskRow {
  readonly label: string;
  readonly startedAt: Date;
  readonly containers: ViewState;
  /** What keeps the Pod from going on; empty: nothing. */
  readonly standing: string;
}

export interface Counts {
  readonly done: number;
  readonly failed: number;
  readonly waiting: number;
}

export interface RowOptions {
  readonly now: Date;
  /** No line is wider. */
  readonly columns: number;
  /** No more lines, the summary included. */
  readonly lines: number;
  readonly style: Style;
}

/** A line for each task that runs, those that run longest first, as many as fit; and below them how all of them stand. */
export function renderTaskRows(rows: readonly TaskRow[], counts: Counts, options: RowOptions): readonly string[] {
  const { columns, lines, style, now } = options;
  const room = Math.max(0, lines - 1);
  const shown = rows.slice(0, rows.length > room ? Math.max(0, room - 1) : room);
  const labelWidth = Math.min(Math.floor(columns / 2), Math.max(0, ...shown.map(({ label }) => label.length)));
  const hidden = rows.length - shown.length;
  return [
    ...shown.map((row) => renderRow(row, { labelWidth, columns, style, now })),
    ...(hidden > 0 && room > 0 ? [style("dim", `  and ${hidden} more that run`.slice(0, columns))] : []),
    style("bold", renderCounts(rows.length, counts).slice(0, columns)),
  ];
}

function renderRow(
  { label, startedAt, containers, standing }: TaskRow,
  { labelWidth, columns, style, now }: Pick<RowOptions, "columns" | "style" | "now"> & { readonly labelWidth: number },
): string {
  const time = renderDuration(now.getTime() - startedAt.getTime()).padStart(8);
  const name = (label.length > labelWidth ? `…${label.slice(label.length - labelWidth + 1)}` : label).padEnd(
    labelWidth,
  );
  const rest = `  ${time}  ${standing || describe(containers)}`;
  return `${style("cyan", "●")} ${name}${style("dim", rest.slice(0, Math.max(0, columns - labelWidth - 2)))}`.trimEnd();
}

/** The container that the Pod has come to, and how it stands. */
function describe(containers: ViewState): string {
  const current = currentOf(containers);
  if (!current) return "";
  const transfer = current.transfer && current.state.phase === "running" ? `  ${renderTransfer(current.transfer)}` : "";
  return `${current.name} ${renderState(current.state)}${transfer}`;
}

/** Of those that run the last that is no sidecar; else the first that waits; else what came last. */
function currentOf(containers: ViewState): ContainerView | undefined {
  const own = containers.filter(({ role }) => role !== "sidecar");
  const running = (all: ViewState): ContainerView | undefined => all.findLast(({ state }) => state.phase === "running");
  return running(own) ?? own.find(({ state }) => state.phase === "waiting") ?? running(containers) ?? containers.at(-1);
}

function renderCounts(running: number, { done, failed, waiting }: Counts): string {
  const parts = [
    `${running} running`,
    `${done} done${failed === 0 ? "" : ` (${failed} not well)`}`,
    ...(waiting === 0 ? [] : [`${waiting} waiting`]),
  ];
  return parts.join(", ");
}
