import type { Container, Pod } from "../../kubernetes/types.ts";
import type { FieldPath } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { givenBy } from "../pod/given-by.ts";
import { type LoosenedField, loosenedFields } from "../pod/loosened-fields.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B8: a task does not undo hardening that a template set, nor take a template's init container out. The Pod is composed again as it would be if the
 * task said nothing of security; where that one is stricter, the task loosened it.
 */
export const weakened: BoundaryRule = {
  name: "B8",
  code: "BOUNDARY_WEAKENED",
  check(subject) {
    const { withoutTaskSecurity: meant, composition } = subject;
    if (!meant) return [];
    const ofContainers = subject.containers.flatMap(({ container, list, path, name }) => {
      const before = meant.pod.spec?.[list]?.find((each) => each.name === name);
      if (!before) return [];
      const fields = loosenedFields({ is: [composition.pod, container], was: [meant.pod, before] });
      return fields
        .map((field) => ({ field, at: [...path, "securityContext", ...field.path] }))
        .filter(({ at }) => !isOfConfig(subject, at))
        .map(({ field, at }) => asFinding(subject, field, at, name));
    });
    return [
      ...ofPod(composition.pod, meant.pod).map((field) => asFinding(subject, field, field.path)),
      ...ofContainers,
      ...takenOut(composition.pod, meant.pod).map((container) => gone(container)),
    ];
  },
};

/** Under `podwright` the platform's config stands over templates, and may itself be looser. */
function isOfConfig({ trace }: BoundarySubject, path: FieldPath): boolean {
  const givers = trace.leavesAt(path).map(({ origin }) => givenBy(origin));
  return givers.includes("config") && !givers.includes("task");
}

function asFinding(
  { trace }: BoundarySubject,
  { field, was, is }: LoosenedField,
  path: FieldPath,
  container?: string,
): RuleFinding {
  const cause = trace.leavesAt(path).find((leaf) => givenBy(leaf.origin) === "task")?.path;
  return {
    severity: "error",
    path,
    ...(container === undefined ? {} : { container }),
    ...(cause ? { cause } : {}),
    what: `the task loosens what the template set for ${container ?? "the Pod"}: ${field} ${is}, where the template has ${was}`,
    fix: `take ${field} out of what the task says`,
  };
}

/** Of fields that are the Pod's alone. */
function ofPod(is: Pod, was: Pod): readonly LoosenedField[] {
  return podFields
    .filter((field) => was.spec?.[field] === false && is.spec?.[field] !== false)
    .map((field) => ({ field, was: "false", is: String(is.spec?.[field] ?? "not set"), path: ["spec", field] }));
}

/** Each is a pointer in Go: `false` is a word, not silence. */
const podFields = ["hostUsers", "shareProcessNamespace", "automountServiceAccountToken"] as const;

function takenOut(is: Pod, was: Pod): readonly Container[] {
  const names = new Set(is.spec?.initContainers?.map(({ name }) => name));
  return (was.spec?.initContainers ?? []).filter(({ name }) => !names.has(name));
}

function gone({ name }: Container): RuleFinding {
  return {
    severity: "error",
    path: ["spec", "initContainers"],
    container: name,
    what: `the task takes the init container ${name} out, which the template adds to every Pod`,
    fix: `do not unset initContainers[${name}] in the task`,
  };
}
