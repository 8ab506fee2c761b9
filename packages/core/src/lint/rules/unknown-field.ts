import { foundInReading } from "../found-in-reading.ts";
import type { LintRule } from "../lint-rule.ts";

/** Fields that no Kubernetes type has. */
export const unknownField: LintRule = {
  id: "unknown-field",
  codes: ["FIELD_UNKNOWN"],
  summary: "A field does not exist in Kubernetes, or its name is misspelt or in the wrong case.",
  help: `\`kubectl apply\` refuses the document; an API server that is asked otherwise drops the field without a word, and the setting has no effect.
Names are read as an API server reads them: \`mountpath\` is not \`mountPath\`.`,
  findingsOf: ({ problems }) =>
    problems
      .filter(({ problem }) => problem.code === "FIELD_UNKNOWN")
      .map((each) => ({ ...foundInReading(each), severity: "error" })),
};
