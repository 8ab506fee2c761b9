import type { EndedTask } from "@podwright/core";
import { readLogLine } from "./log-line.ts";
import type { RunView } from "./run-view.ts";
import { visibleText } from "./visible-text.ts";

/** As many as a container's termination message can hold. */
const rememberedLines = 500;

/** A message of so few lines may well be read twice. */
const shortLines = 8;

/**
 * A view that remembers the last log lines, and a verdict without the lines that it has shown: a task's message repeats
 * the end of its containers' logs. A short message stays whole; of a long one its first line and those that say which
 * container ended how.
 */
export function rememberLines(view: RunView): {
  readonly view: RunView;
  readonly shorten: (phase: EndedTask) => EndedTask;
} {
  let lines: string[] = [];
  const show: RunView["show"] = (event) => {
    if (event.type === "log") lines.push(textOf(event.line));
    if (lines.length > 2 * rememberedLines) lines = lines.slice(-rememberedLines);
    view.show(event);
  };
  const shorten = (phase: EndedTask): EndedTask => {
    if (phase.phase === "succeeded") return phase;
    const shown = new Set(lines);
    const [first = "", ...more] = phase.message.split("\n");
    if (more.length <= shortLines) return phase;
    const kept = [first, ...more.filter((line) => !shown.has(withoutLabel(visibleText(line).trim())))];
    const message = kept.map((line, index) => (endsBefore(kept[index + 1]) ? line.replace(heading, "$1") : line));
    return { ...phase, message: message.join("\n") };
  };
  return { view: { ...view, show }, shorten };
}

/** The line above a container's message, in Flyte's words. */
const heading = /^(\[.*\] terminated with exit code .*) Message:$/;

/** Whether nothing is left of the message above this line. */
function endsBefore(line: string | undefined): boolean {
  return line === undefined || /^\[.*\] terminated with exit code /.test(line);
}

function textOf(line: string): string {
  const read = readLogLine(line);
  return read.kind === "text" ? withoutLabel(read.text.trim()) : "";
}

/** A problem's part, which a log and a termination message label differently: `where  x`, `where: x`. */
function withoutLabel(text: string): string {
  return text.replace(/^(?:what {3}|where {2}|tried {2}|fix {4}|(?:where|tried|fix): )/, "");
}
