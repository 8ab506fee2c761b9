import type { SemanticsName } from "../../compose/semantics-names.ts";
import { newerFields } from "../../kubernetes/gen/newer-fields.ts";
import { fieldsUnder } from "../fields-under.ts";
import { inside } from "../inside.ts";
import type { LintedPod } from "../lint-context.ts";
import type { LintRule } from "../lint-rule.ts";

/** Fields that are newer than the Kubernetes library that Flyte was built with. */
export const fieldDropped: LintRule = {
  id: "field-dropped",
  codes: ["FIELD_DROPPED"],
  summary: "A field is newer than the Kubernetes library that this version of Flyte was built with.",
  help: `The API server keeps the field in the PodTemplate, and Flyte drops it when it reads the template, or the task: the Pod does not have it. Flyte 1.16 is built with
k8s.io/api v0.34.1, Flyte 2.0 with v0.36.3.`,
  findingsOf({ podTemplates, pods, semantics }) {
    const library = libraries[semantics];
    if (!library) return [];
    const ofTemplates = podTemplates.map(({ document, template }) => ({
      type: "corev1.PodTemplate",
      value: template,
      place: { document, path: [] },
      task: undefined,
    }));
    return [...ofTemplates, ...pods.flatMap(podSpecOf)].flatMap(({ type, value, place, task }) =>
      fieldsUnder(type, value)
        .filter((set) => library.newer[set.type]?.includes(set.field))
        .map((set) => ({
          severity: "warning",
          code: "FIELD_DROPPED",
          what: `${semantics} is built with k8s.io/api ${library.version}, whose ${set.type.replace("corev1.", "")} has no ${set.field}: Flyte drops it`,
          where: inside(place, ...set.path),
          fix: "take it away, or compose with a version of Flyte that knows it",
          task,
        })),
    );
  },
};

/** What a pod task states. */
function podSpecOf({ task, facts }: LintedPod) {
  const { target } = facts.task;
  if (task === undefined || target.case !== "k8sPod") return [];
  const place = { document: task, path: ["k8sPod", "podSpec"] };
  return [{ type: "corev1.PodSpec", value: target.value.podSpec, place, task }];
}

interface Library {
  readonly version: string;
  readonly newer: Readonly<Record<string, readonly string[]>>;
}

/** Those that lack fields which the schema has; it is that of Flyte 2.0. */
const libraries: Readonly<Partial<Record<SemanticsName, Library>>> = {
  "flyte-1.16": { version: "v0.34.1", newer: newerFields },
};
