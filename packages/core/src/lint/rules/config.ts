import { catalogue, type ProblemCode } from "../../problem/catalogue.ts";
import { foundInReading } from "../found-in-reading.ts";
import type { LintRule } from "../lint-rule.ts";

const codes = (Object.keys(catalogue) as ProblemCode[]).filter((code) => code.startsWith("CONFIG_"));

/** What is wrong with the platform's config, or is read otherwise than it looks. */
export const config: LintRule = {
  id: "config",
  codes,
  summary: "A value of the platform's config is wrong, has no effect, or is read otherwise than it looks.",
  help: `Flyte reads its config in its own ways: some values stop it from starting, others vanish without a word. Where the config cannot be read at all, Pods are
composed with Flyte's defaults.`,
  findingsOf: ({ problems }) => problems.filter(({ problem }) => codes.includes(problem.code)).map(foundInReading),
};
