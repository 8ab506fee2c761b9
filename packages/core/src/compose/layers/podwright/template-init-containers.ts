import type { Container } from "../../../kubernetes/types.ts";
import { bringInitContainers } from "../../../merge/bring-containers.ts";
import { type Draft, type Frozen, report } from "../../../merge/draft.ts";
import type { DocumentPlace } from "../../../merge/origin.ts";
import { isRemoved } from "../../../merge/removal.ts";
import { appliedTemplates } from "../../applied-templates.ts";
import { isMagicName } from "../../is-magic-name.ts";
import type { Layer } from "../../layer.ts";
import { type StrayInitContainer, strayInitContainer } from "../../stray-init-container.ts";

/**
 * Init containers that only a template has come into the Pod, before the task's: those of the PodTemplate, then those of the accelerator's
 * class. Where both have one, it is the class's, over the other. One that has nothing to run does not come.
 * @problems as a warning TEMPLATE_CONTAINER_UNMATCHED
 */
export const templateInitContainers: Layer = {
  name: "template-init-containers",
  apply(draft, facts) {
    const taken = new Set(draft.spec.initContainers?.map(({ name }) => name));
    const found = appliedTemplates(facts).map(({ template, source, layer }) => {
      const containers = template.template?.spec?.initContainers ?? [];
      const path = [...source.path, "template", "spec", "initContainers"];
      return containers.flatMap((value, index) => {
        const place = { list: "initContainers", name: value.name } as const;
        if (isMagicName(value.name, place.list) || taken.has(value.name) || isRemoved(draft, place)) return [];
        if (isTurnedAway(draft, value, { document: source.document, path: [...path, index] })) return [];
        taken.add(value.name);
        const origin = {
          layer,
          source: { document: source.document, path: [...path, index] },
          templateContainer: value.name,
        };
        return [{ value, origin, layer }];
      });
    });
    for (const containers of found) {
      const [first] = containers;
      if (first) bringInitContainers(draft, first.layer, containers);
    }
  },
};

/** Whether an init container cannot stand for itself. Tells of one that looks as if it were to shape others, too. */
function isTurnedAway(draft: Draft, container: Frozen<Container>, { document, path }: DocumentPlace): boolean {
  const stray = strayInitContainer(container);
  if (!stray) return false;
  const { meant, canRun } = stray;
  const { name } = container;
  report(draft, {
    code: "TEMPLATE_CONTAINER_UNMATCHED",
    severity: "warning",
    what: canRun
      ? `the template's init container ${name} shapes no other: it is added to the Pod as one of its own, though its name comes close to ${meant}`
      : `the template's init container ${name} is dropped: it has nothing to run, and the Pod has no init container of this name`,
    where: `${document}, ${path.slice(0, -1).join(".")}[${path.at(-1)}]`,
    fix: strayFix(stray),
  });
  return !canRun;
}

function strayFix({ meant, canRun }: StrayInitContainer): string {
  if (meant === undefined)
    return "give it an image and a command, or name it default-init to shape the Pod's own init containers";
  return canRun ? `did you mean ${meant}? If not, a name that is less like it says so` : `did you mean ${meant}?`;
}
