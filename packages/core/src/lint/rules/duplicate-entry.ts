import type { PodSpec } from "../../kubernetes/types.ts";
import type { LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { entriesOf, type ListEntry } from "../list-entries.ts";
import { placeInPod } from "../place-in-pod.ts";

/** Entries of a list that stand there twice. */
export const duplicateEntry: LintRule = {
  id: "duplicate-entry",
  codes: ["ENTRY_DUPLICATE"],
  summary: "A variable, mount, volume, port or container stands twice, in a template or in the Pod that Flyte merges.",
  help: `Flyte appends the task's lists to the template's and looks for no duplicates. Of two variables the last one counts; two volumes of one name, two mounts
at one path and two containers of one name are refused by the API server, and the task fails. Where the two come from two documents, both are named.`,
  findingsOf: ({ podTemplates, pods }) => [
    ...podTemplates.flatMap(({ document, template }) =>
      duplicatesIn(template.template?.spec).map(({ entry }) =>
        found(entry, { document, path: ["template", ...entry.path] }, "stands twice in this template"),
      ),
    ),
    ...pods.flatMap(inPod),
  ],
};

/** Those that merging made: a template's own have been told. */
function inPod(pod: LintedPod): readonly Found[] {
  return duplicatesIn(pod.composition?.pod.spec).flatMap(({ entry, first }) => {
    const place = placeInPod(pod, entry.path);
    const before = placeInPod(pod, first.path);
    const where = place ?? before;
    const bothOfTemplate = place?.document === pod.template?.document && before?.document === pod.template?.document;
    if (!where || (bothOfTemplate && pod.template)) return [];
    const origins = [before, place].map((each) =>
      each === undefined ? "Flyte" : each.document === pod.task ? "the task" : each.document,
    );
    const from = origins[0] === origins[1] ? `twice from ${origins[0]}` : `from ${origins[0]} and from ${origins[1]}`;
    return [{ ...found(entry, where, `comes ${from}`), task: pod.task }];
  });
}

interface Duplicate {
  readonly entry: ListEntry;
  readonly first: ListEntry;
}

function duplicatesIn(spec: PodSpec | undefined): readonly Duplicate[] {
  if (!spec) return [];
  const seen = new Map<string, ListEntry>();
  return entriesOf(spec).flatMap((entry) => {
    const key = JSON.stringify([entry.list, entry.key]);
    const first = seen.get(key);
    if (!first) seen.set(key, entry);
    return first ? [{ entry, first }] : [];
  });
}

function found({ what, refused, container }: ListEntry, where: Found["where"], how: string): Found {
  return {
    severity: refused ? "error" : "warning",
    code: "ENTRY_DUPLICATE",
    what: `${what} ${how}: ${refused ? "an API server refuses it" : "the last one counts"}`,
    where,
    fix: "take one of the two away, or give it another name",
    ...(container !== undefined && { container }),
  };
}
