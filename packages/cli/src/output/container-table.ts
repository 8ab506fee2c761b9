import { renderRunTime, renderState } from "./state-text.ts";
import type { Style } from "./style.ts";
import { renderBar, renderTransfer } from "./transfer-text.ts";
import type { ContainerView, ViewState } from "./view-state.ts";

export interface TableOptions {
  readonly now: Date;
  /** No line is wider. */
  readonly columns: number;
  readonly style: Style;
}

/**
 * One line for each container: mark, name, role, state, time, transfer.
 * What does not fit the width is cut, the transfer's bar first.
 */
export function renderTable(view: ViewState, options: TableOptions): readonly string[] {
  const nameWidth = Math.max(0, ...view.map(({ name }) => name.length));
  const stateWidth = Math.max(0, ...view.map(({ state }) => renderState(state).length));
  const times = view.map((container) => renderTime(container, options.now));
  const timeWidth = Math.max(8, ...times.map((time) => time.length));
  return view.map((container) => renderRow(container, { ...options, nameWidth, stateWidth, timeWidth }));
}

function renderTime(container: ContainerView, now: Date): string {
  return renderRunTime(container, now) ?? "";
}

interface RowOptions extends TableOptions {
  readonly nameWidth: number;
  readonly stateWidth: number;
  readonly timeWidth: number;
}

type Segment = readonly [Parameters<Style>[0] | undefined, string];

function renderRow(container: ContainerView, options: RowOptions): string {
  const { nameWidth, stateWidth, timeWidth, now, columns, style } = options;
  const [format, mark] = markOf(container);
  const row: readonly Segment[] = [
    [format, `${mark} `],
    [undefined, container.name.padEnd(nameWidth)],
    ["dim", `  ${container.role.padEnd(7)}`],
    [format, `  ${renderState(container.state).padEnd(stateWidth)}`],
    ["dim", `  ${renderTime(container, now).padStart(timeWidth)}`],
  ];
  const left = columns - widthOf(row);
  return paint([...row, ...transferOf(container, left)], columns, style).trimEnd();
}

function markOf({ state }: ContainerView): readonly [Segment[0], string] {
  if (state.phase === "running") return ["cyan", "●"];
  if (state.phase === "waiting") return ["dim", "·"];
  return state.exitCode === 0 ? ["green", "✓"] : ["red", "✗"];
}

const barWidth = 16;

function transferOf({ transfer, state }: ContainerView, width: number): readonly Segment[] {
  if (!transfer) return [];
  const text = `  ${renderTransfer(transfer)}`;
  const bar = state.phase === "running" ? renderBar(transfer, barWidth) : undefined;
  if (bar === undefined || width < text.length + barWidth + 2) return [["dim", text]];
  return [
    ["cyan", `  ${bar}`],
    ["dim", text],
  ];
}

function widthOf(row: readonly Segment[]): number {
  return row.reduce((sum, [, text]) => sum + text.length, 0);
}

/** Every character here takes one column: names of containers are DNS labels. */
function paint(row: readonly Segment[], columns: number, style: Style): string {
  let left = columns;
  return row
    .map(([format, text]) => {
      const cut = text.slice(0, left);
      left -= cut.length;
      return format === undefined || cut.trim() === "" ? cut : style(format, cut);
    })
    .join("");
}
