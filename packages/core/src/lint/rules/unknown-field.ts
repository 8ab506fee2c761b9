import type { Problem } from "../../problem/problem.ts";
import { foundInComposing } from "../found-in-composing.ts";
import { foundInReading } from "../found-in-reading.ts";
import type { LintRule } from "../lint-rule.ts";

/** Fields that no Kubernetes type has. */
export const unknownField: LintRule = {
  id: "unknown-field",
  codes: ["FIELD_UNKNOWN"],
  summary: "A field does not exist in Kubernetes, or its name is misspelt or in the wrong case.",
  help: `\`kubectl apply\` refuses the document; an API server that is asked otherwise drops the field without a word, and the setting has no effect.
Names are read as an API server reads them: \`mountpath\` is not \`mountPath\`.`,
  findingsOf: ({ problems, pods }) => {
    const read = problems.filter(({ problem }) => isUnknown(problem)).map(foundInReading);
    const composed = pods.flatMap((pod) =>
      pod.problems.filter(isUnknown).map((problem) => foundInComposing(pod, problem)),
    );
    return [...read, ...composed].map((found) => ({ ...found, severity: "error" }));
  },
};

function isUnknown({ code }: Problem): boolean {
  return code === "FIELD_UNKNOWN";
}
