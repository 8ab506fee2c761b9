import { bringInitContainers } from "../../../merge/bring-containers.ts";
import { isRemoved } from "../../../merge/removal.ts";
import { appliedTemplates } from "../../applied-templates.ts";
import { isMagicName } from "../../is-magic-name.ts";
import type { Layer } from "../../layer.ts";

/**
 * Init containers that only a template has come into the Pod, before the task's: those of the PodTemplate, then those of the accelerator's
 * class. Where both have one, it is the class's, over the other.
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
