import { differences } from "../../compose/differences.ts";
import { unsetAnnotation } from "../../compose/unset-annotation.ts";
import type { Pod } from "../../kubernetes/types.ts";
import { pathText } from "../../merge/path-text.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { effectiveRequests, isMore, quantityText } from "../pod/effective-requests.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B1: what templates say to init containers changes nothing outside `spec.initContainers`. The law that composing itself has to keep: the Pod
 * is composed again without it and compared. Requests that rise for it are told.
 */
export const isolation: BoundaryRule = {
  name: "B1",
  code: "BOUNDARY_ISOLATION",
  check(subject) {
    const { composition, withoutInitEntries: without } = subject;
    if (!without.ok) return [notComposed(without.problems[0].what)];
    return [...changes(composition.pod, without.value.pod), ...risingRequests(subject, without.value.pod)];
  },
};

function notComposed(reason: string): RuleFinding {
  return {
    severity: "error",
    path: ["spec"],
    what: `without what the template says to init containers there is no Pod at all: ${reason}`,
    fix: "mend what stands in the way of the Pod without it; the template's init containers must not hide it",
  };
}

function changes(pod: Pod, without: Pod): readonly RuleFinding[] {
  return differences(outsideInit(pod), outsideInit(without)).map((path) => ({
    severity: "error",
    path,
    what: `${pathText(path)} is another one for what the template says to init containers`,
    fix: `set it in the template's containers (default, primary) or in its Pod spec, where it is meant to be, and report this: composing must not do so`,
  }));
}

/** Nor is it a change that podwright notes what a task unset of the init containers. */
function outsideInit(pod: Pod): object {
  const { initContainers: _, ...spec } = pod.spec ?? { containers: [] };
  const { annotations, ...metadata } = pod.metadata ?? {};
  const { [unsetAnnotation]: __, ...others } = annotations ?? {};
  return { ...pod, metadata: { ...metadata, annotations: others }, spec };
}

function risingRequests({ composition, templates }: BoundarySubject, without: Pod): readonly RuleFinding[] {
  const before = effectiveRequests(without);
  const rising = [...effectiveRequests(composition.pod)].filter(([name, amount]) => isMore(amount, before.get(name)));
  const template = templates.at(-1);
  return rising.map(([name, amount]) => ({
    severity: "information",
    path: ["spec", "initContainers"],
    ...(template
      ? {
          source: {
            document: template.source.document,
            path: [...template.source.path, "template", "spec", "initContainers"],
          },
        }
      : {}),
    what: `the Pod reserves ${quantityText(amount)} of ${name} for its init containers, ${quantityText(before.get(name))} without what the template gives them`,
    fix: "nothing, if nodes have it to spare; else lower the requests of the template's init containers",
  }));
}
