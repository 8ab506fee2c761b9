import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import type { Problem } from "../problem/problem.ts";
import type { SourcedPodTemplate } from "./facts.ts";
import { isPlaceholderContainer } from "./placeholder-container.ts";

/** What of a template has no effect on this Pod in Flyte 2, although its author wrote it. */
export function templateWarnings(draft: Draft, { document, template }: SourcedPodTemplate): readonly Problem[] {
  const spec = template.template?.spec;
  const warnings: Problem[] = [];
  for (const list of ["containers", "initContainers"] as const) {
    const served = draft.spec[list] ?? [];
    for (const [index, container] of (spec?.[list] ?? []).entries()) {
      const where = `${document}, template.spec.${list}[${index}]`;
      if (isMagic(list, container.name)) continue;
      if (list === "initContainers" && container.name === templateContainerNames.primaryInit) {
        warnings.push(primaryInitNeverApplies(where));
      } else if (
        !(list === "containers" && isPlaceholderContainer(container)) &&
        !served.some(({ name }) => name === container.name)
      ) {
        warnings.push(unmatched(list, container, served, where));
      }
    }
  }
  return warnings;
}

type List = "containers" | "initContainers";

function isMagic(list: List, name: string): boolean {
  const names = templateContainerNames;
  return list === "containers" ? name === names.default || name === names.primary : name === names.defaultInit;
}

function primaryInitNeverApplies(where: string): Problem {
  return {
    code: "PRIMARY_INIT_NEVER_APPLIES",
    severity: "warning",
    what: "the template's container primary-init shapes no init container: in Flyte 2 none is ever the primary one",
    where,
    fix: "name it default-init, which shapes every init container, or as the init container that it is meant for",
  };
}

function unmatched(
  list: List,
  container: Frozen<Container>,
  served: readonly Frozen<Container>[],
  where: string,
): Problem {
  const kind = list === "containers" ? "container" : "init container";
  const magic = list === "containers" ? "default or primary" : "default-init";
  const names = served.map(({ name }) => name).join(", ") || "none";
  return {
    code: "TEMPLATE_CONTAINER_UNMATCHED",
    severity: "warning",
    what: `the template's ${kind} ${container.name} is dropped: the Pod has no ${kind} of this name (it has ${names})`,
    where,
    fix: `name it ${magic} to shape the Pod's own; Flyte adds no containers from a template`,
  };
}
