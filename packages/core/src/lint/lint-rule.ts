import type { DocumentId } from "../compose/facts.ts";
import type { ProblemCode } from "../problem/catalogue.ts";
import type { Finding } from "./finding.ts";
import type { LintContext } from "./lint-context.ts";

/** A finding as its rule gives it. */
export interface Found extends Omit<Finding, "rule" | "tasks"> {
  /** The task whose Pod shows it; absent where it holds whatever the task. */
  readonly task?: DocumentId | undefined;
}

/** One rule of `podwright lint`. */
export interface LintRule {
  /** In kebab-case; it stands in SARIF, in baselines and in docs/lint.md. */
  readonly id: string;
  /** The codes that its findings have. */
  readonly codes: readonly ProblemCode[];
  /** One sentence: what it finds. */
  readonly summary: string;
  /** Markdown: why it matters, and what is no finding. */
  readonly help: string;
  readonly findingsOf: (context: LintContext) => readonly Found[];
}
