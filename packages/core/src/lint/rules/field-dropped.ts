import type { SemanticsName } from "../../compose/semantics-names.ts";
import { newerFields } from "../../kubernetes/gen/newer-fields.ts";
import { fieldsUnder } from "../fields-under.ts";
import type { LintRule } from "../lint-rule.ts";

/** Fields that are newer than the Kubernetes library that Flyte was built with. */
export const fieldDropped: LintRule = {
  id: "field-dropped",
  codes: ["FIELD_DROPPED"],
  summary: "A field is newer than the Kubernetes library that this version of Flyte was built with.",
  help: `The API server keeps the field in the PodTemplate, and Flyte drops it when it reads the template: the Pod does not have it. Flyte 1.16 is built with
k8s.io/api v0.34.1, Flyte 2.0 with v0.36.3.`,
  findingsOf({ podTemplates, semantics }) {
    const library = libraries[semantics];
    if (!library) return [];
    return podTemplates.flatMap(({ document, template }) =>
      fieldsUnder("corev1.PodTemplate", template)
        .filter(({ type, field }) => library.newer[type]?.includes(field))
        .map(({ type, field, path }) => ({
          severity: "warning",
          code: "FIELD_DROPPED",
          what: `${semantics} is built with k8s.io/api ${library.version}, whose ${type.replace("corev1.", "")} has no ${field}: Flyte drops it`,
          where: { document, path },
          fix: "take it away, or compose with a version of Flyte that knows it",
        })),
    );
  },
};

interface Library {
  readonly version: string;
  readonly newer: Readonly<Record<string, readonly string[]>>;
}

/** Those that lack fields which the schema has; it is that of Flyte 2.0. */
const libraries: Readonly<Partial<Record<SemanticsName, Library>>> = {
  "flyte-1.16": { version: "v0.34.1", newer: newerFields },
};
