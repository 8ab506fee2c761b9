import { documents } from "../../compose/documents.ts";
import { explainPod } from "../../explain/explain-pod.ts";
import type { LostReason, LostValue } from "../../explain/explanation.ts";
import type { LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { placeOfOrigin } from "../place-in-pod.ts";

/** Values that a user wrote and that nobody with more say replaced, and that are not in the Pod all the same. */
export const lostValue: LintRule = {
  id: "lost-value",
  codes: ["VALUE_LOST"],
  summary: "A value of a task or template is not in the Pod, although nobody with more say gave another one.",
  help: `Ways to lose: a zero (\`false\`, \`0\`, \`""\`) that Flyte's merge takes for absence, so that the template's value stays; a number over a text in a field that
takes both; a value that Flyte itself overwrites (\`restartPolicy\`, cpu and memory, the copilot's grace period); a field that no rule takes. A template's value
that the task replaces is no finding, nor is the image of a container that shapes others. \`podwright explain --overridden\` lists them all.`,
  findingsOf: ({ pods }) => pods.flatMap(inPod),
};

function inPod(pod: LintedPod): readonly Found[] {
  if (!pod.composition) return [];
  return explainPod(pod.composition, pod.facts).lost.flatMap((lost) => {
    const words = reasons[lost.reason];
    const where = placeOfOrigin(pod, lost.origin);
    if (!words || !where || where.document === documents.config || isPlaceholderImage(lost)) return [];
    const instead = lost.instead?.value === undefined ? "" : `; the Pod has ${shown(lost.instead.value)}`;
    return [
      {
        severity: "warning",
        code: "VALUE_LOST",
        what: `${lost.name}: ${shown(lost.value)} is lost, as ${words.why}${instead}`,
        where,
        fix: words.fix,
        task: pod.task,
      },
    ];
  });
}

/** Kubernetes demands an image of each container of a template. */
function isPlaceholderImage({ origin }: LostValue): boolean {
  return origin.source?.path.at(-1) === "image" && origin.source.path[0] === "template";
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Those that are findings here; duplicates and containers that match nothing have rules of their own. */
const reasons: Readonly<Partial<Record<LostReason, { readonly why: string; readonly fix: string }>>> = {
  "zero-value": {
    why: "it is zero, and a zero does not override",
    fix: "take the value under it out of the template, or compose by the semantics podwright, where a value that is written counts",
  },
  "not-text": { why: "it is a number over a text", fix: "write both as numbers, or both as texts" },
  forced: {
    why: "Flyte puts its own in its place",
    fix: "take it away, or set it where Flyte takes it from: the task's resources, the execution or the platform's config",
  },
  removed: { why: "Flyte takes it away", fix: "take it away, or set it where Flyte takes it from" },
  "not-taken": { why: "Flyte does not take this field over", fix: "take it away" },
};
