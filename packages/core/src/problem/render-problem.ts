import { printable } from "./printable.ts";
import type { Problem } from "./problem.ts";

/**
 * A problem as people read it:
 * ```
 * error TASK_FILE_MISSING
 *   what   …
 *   where  …
 *   tried  …
 *   fix    …
 * ```
 * Lines after the first of a part are indented under it; none ends in white space or holds anything that moves a cursor.
 */
export function renderProblem(problem: Problem): string {
  const parts: readonly (readonly [string, string | undefined])[] = [
    ["what", problem.what],
    ["where", problem.where],
    ["tried", problem.tried?.join("\n")],
    ["fix", problem.fix],
  ];
  const lines = parts.flatMap(([label, text]) => (text ? [`  ${label.padEnd(7)}${indent(text)}`] : []));
  return [`${problem.severity ?? "error"} ${problem.code}`, ...lines].join("\n");
}

function indent(text: string): string {
  const lines = text.split("\n").map((line, index) => {
    return `${index === 0 ? "" : " ".repeat(9)}${printable(line.trimEnd())}`.trimEnd();
  });
  return lines.join("\n");
}
