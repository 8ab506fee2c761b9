import { printable } from "@podwright/core";
import type { Style } from "../output/style.ts";
import type { CheckResult, CheckStatus } from "./check.ts";

const colors = { ok: "green", warning: "yellow", failed: "red", skipped: "dim" } as const satisfies Record<
  CheckStatus,
  string
>;

const statusWidth = "warning".length;
const nameWidth = 15;
const margin = " ".repeat(statusWidth + 2);

/** A line for the check, its details and its fix below, each line with its end. */
export function renderFinding({ status, name, what, details = [], fix }: CheckResult, style: Style): string {
  const head = `${style(colors[status], status.padEnd(statusWidth))}  ${name.padEnd(nameWidth)}  ${printable(what)}`;
  const more = details.map((line) => `${margin}${style("dim", printable(line))}`);
  const [first, ...rest] = fix?.split("\n") ?? [];
  const fixed = first === undefined ? [] : [`fix    ${first}`, ...rest.map((line) => `       ${line}`)];
  const lines = [head, ...more, ...fixed.map((line) => `${margin}${printable(line)}`)];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}
