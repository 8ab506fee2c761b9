import { printable } from "@podwright/core";
import type { Style } from "../output/style.ts";
import { valueText } from "../output/value-text.ts";
import type { FieldData } from "./explain-data.ts";
import { reasonTexts } from "./reason-text.ts";
import { setByText } from "./set-by.ts";

/** The Pod as it nests, each value with who set it behind it, and below it what that overrode. */
export function explainTree(fields: readonly FieldData[], style: Style): readonly string[] {
  const lines: string[] = [];
  let open: readonly string[] = [];
  for (const { field, value, setBy, overrode } of fields) {
    const steps = stepsOf(field);
    const shared = sharedSteps(open, steps);
    steps.slice(0, -1).forEach((step, depth) => {
      if (depth >= shared) lines.push(`${indent(depth)}${style("bold", printable(step))}`);
    });
    const depth = steps.length - 1;
    const said = printable(`${steps.at(-1)}: ${valueText(value)}`);
    lines.push(`${indent(depth)}${said}  ${style("dim", printable(`← ${setByText(setBy)}`))}`);
    for (const loser of overrode) {
      const text = `over ${valueText(loser.value)}  ← ${setByText(loser.setBy)}: ${reasonTexts[loser.reason]}`;
      lines.push(`${indent(depth + 1)}${style("dim", printable(text))}`);
    }
    open = steps.slice(0, -1);
  }
  return lines;
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}

/** `spec.containers[main].image` as `spec`, `containers[main]`, `image`: dots in brackets part nothing. */
function stepsOf(field: string): readonly string[] {
  return field.match(/(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]|[^.[])+/g) ?? [field];
}

function sharedSteps(open: readonly string[], steps: readonly string[]): number {
  let shared = 0;
  while (shared < open.length && shared < steps.length - 1 && open[shared] === steps[shared]) shared++;
  return shared;
}
