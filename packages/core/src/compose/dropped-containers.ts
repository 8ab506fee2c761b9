import type { Draft } from "../merge/draft.ts";
import type { Problem } from "../problem/problem.ts";
import type { AppliedTemplate } from "./applied-templates.ts";
import { isMagicName } from "./is-magic-name.ts";
import { placeOf } from "./place-of.ts";
import { isPlaceholderContainer } from "./placeholder-container.ts";

/** Warns of the containers of a template that only it has: a platform adds init containers to a Pod, but no others. */
export function droppedContainers(draft: Draft, { template, source }: AppliedTemplate): readonly Problem[] {
  const names = draft.spec.containers.map(({ name }) => name);
  const containers = template.template?.spec?.containers ?? [];
  return containers.flatMap((container, index): readonly Problem[] => {
    const { name } = container;
    if (isMagicName(name, "containers") || names.includes(name) || isPlaceholderContainer(container, containers))
      return [];
    return [
      {
        code: "TEMPLATE_CONTAINER_UNMATCHED",
        severity: "warning",
        what: `the template's container ${name} is dropped: the Pod has no container of this name (it has ${names.join(", ")})`,
        where: placeOf({ ...source, path: [...source.path, "template", "spec", "containers", index] }),
        fix: "name it default or primary to shape the Pod's own, or make it an init container with restartPolicy Always",
      },
    ];
  });
}
