import type { TaskPhase } from "@podwright/core";
import { readLogLine } from "./log-line.ts";
import type { RunView } from "./run-view.ts";

/** As many as a container's termination message can hold. */
const rememberedLines = 500;

/** A message of so few lines may well be read twice. */
const shortLines = 8;

/**
 * A view that remembers the last log lines, and a verdict without the lines that it has shown: a task's message repeats
 * the end of a container's log. A short message stays whole, and the first line of a long one.
 */
export function rememberLines(view: RunView): {
  readonly view: RunView;
  readonly shorten: (phase: TaskPhase) => TaskPhase;
} {
  let lines: string[] = [];
  const show: RunView["show"] = (event) => {
    if (event.type === "log") lines.push(textOf(event.line));
    if (lines.length > 2 * rememberedLines) lines = lines.slice(-rememberedLines);
    view.show(event);
  };
  const shorten = (phase: TaskPhase): TaskPhase => {
    if (phase.phase === "succeeded") return phase;
    const shown = new Set(lines);
    const [first = "", ...more] = phase.message.split("\n");
    if (more.length <= shortLines) return phase;
    const rest = more.filter((line) => !shown.has(textOf(line)));
    const message = [rest.length === 0 ? first.replace(/ Message:$/, "") : first, ...rest].join("\n");
    return { ...phase, message };
  };
  return { view: { ...view, show }, shorten };
}

function textOf(line: string): string {
  const read = readLogLine(line);
  return read.kind === "text" ? read.text.trim() : "";
}
