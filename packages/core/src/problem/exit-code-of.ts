import { catalogue, exitCodes, type ProblemCode, type ProblemKind } from "./catalogue.ts";
import { isError, type Problem } from "./problem.ts";

/**
 * The exit code that the most severe of these problems asks for: 0 where none of them is an error.
 * An error whose code is a warning elsewhere, as under `--strict`, is bad input.
 */
export function exitCodeOf(problems: readonly Pick<Problem, "code" | "severity">[]): number {
  const kinds = new Set(problems.filter(isError).map(({ code }) => exitKind(code)));
  const first = (["usage", "badInput", "backend"] as const).find((kind) => kinds.has(kind));
  return first ? exitCodes[first] : exitCodes.ok;
}

function exitKind(code: ProblemCode): "usage" | "badInput" | "backend" {
  const kindOf: Readonly<Record<ProblemCode, ProblemKind>> = catalogue;
  const { exit } = kindOf[code];
  return exit === "warning" ? "badInput" : exit;
}
