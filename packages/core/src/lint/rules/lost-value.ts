import { explainPod } from "../../explain/explain-pod.ts";
import type { LostReason, LostValue } from "../../explain/explanation.ts";
import type { Place } from "../finding.ts";
import { isInside } from "../inside.ts";
import type { LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { isGiven, placeOfOrigin } from "../place-in-pod.ts";
import { untakenContainers } from "../untaken-containers.ts";
import { fieldDropped } from "./field-dropped.ts";

/** Values that a user wrote and that nobody with more say replaced, and that are not in the Pod all the same. */
export const lostValue: LintRule = {
  id: "lost-value",
  codes: ["VALUE_LOST"],
  summary: "A value of a task or template is not in the Pod, although nobody with more say gave another one.",
  help: `Ways to lose: a zero (\`false\`, \`0\`, \`""\`) that Flyte's merge takes for absence, so that the template's value stays; a number over a text in a field that
takes both; a value that the platform itself overwrites (\`restartPolicy\`, cpu and memory, the copilot's grace period); a field that no rule takes. A template's value
that the task replaces is no finding, nor is the image of a container that shapes others. \`podwright explain --overridden\` lists them all.`,
  findingsOf(context) {
    const dropped = fieldDropped.findingsOf(context).map(({ where }) => where);
    return context.pods.flatMap((pod) => inPod(pod, dropped));
  },
};

function inPod(pod: LintedPod, dropped: readonly Place[]): readonly Found[] {
  if (!pod.composition) return [];
  const lost = explainPod(pod.composition, pod.facts).lost.flatMap((value) => {
    const where = placeOfOrigin(pod, value.origin);
    if (!where || isGiven(pod, where) || !isWritten(pod, where) || isPlaceholderImage(value)) return [];
    return dropped.some((place) => isInside(where, place)) ? [] : [{ value, where }];
  });
  const untaken = lost.filter(({ value }) => value.reason === "not-taken");
  const containers = untakenContainers(untaken.map(({ where }) => where));
  const alone = lost.filter(({ where }) => !containers.some(({ place }) => isInside(where, place)));
  return [
    ...alone.flatMap(({ value, where }) => found(value, where)),
    ...containers.map(({ place, fields }) => ({
      severity: "warning" as const,
      code: "VALUE_LOST" as const,
      what: `these semantics do not take ${fields.join(", ")} over from this container of the template`,
      where: place,
      fix: "take them away, or give them in a container that shapes others (default, primary, default-init)",
    })),
  ].map((each) => ({ ...each, task: pod.task }));
}

function found({ reason, name, value, instead }: LostValue, where: Place): readonly Found[] {
  const words = reasons[reason];
  if (!words) return [];
  // One word about a command line, and not one about each word of it.
  if (/\.(?:args|command)\[\d+\]$/.test(name)) {
    const what = `${name.replace(/\[\d+\]$/, "")} is lost, as ${words.why}`;
    return [
      {
        severity: "warning",
        code: "VALUE_LOST",
        what,
        where: { ...where, path: where.path.slice(0, -1) },
        fix: words.fix,
      },
    ];
  }
  const standing = instead?.value === undefined ? "" : `; the Pod has ${shown(instead.value)}`;
  const what = `${name}: ${shown(value)} is lost, as ${words.why}${standing}`;
  return [{ severity: "warning", code: "VALUE_LOST", what, where, fix: words.fix }];
}

/** A template that has no Pod spec gets one from the API server, whose values nobody wrote. */
function isWritten({ template }: LintedPod, { document, path }: Place): boolean {
  return (
    document !== template?.document || (path[1] === "spec" ? template.template.template?.spec !== undefined : true)
  );
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
    why: "the platform puts its own in its place",
    fix: "take it away, or set it where the platform takes it from: the task's resources, the execution or the platform's config",
  },
  removed: { why: "the platform takes it away", fix: "take it away, or set it where the platform takes it from" },
  "not-taken": { why: "these semantics do not take this field over", fix: "take it away" },
};
