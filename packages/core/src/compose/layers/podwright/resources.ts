import type { Layer } from "../../layer.ts";
import { settleResources } from "../../settle-resources.ts";
import { coPilot } from "./co-pilot.ts";

/**
 * Resources once all layers have said what they want: the platform's defaults where none did (primary container), none above the
 * platform's limits.
 * @problems REQUEST_OVER_LIMIT
 */
export const resources: Layer = {
  name: "resources",
  apply(draft, facts) {
    for (const list of ["initContainers", "containers"] as const) {
      for (const container of draft.spec[list] ?? []) {
        if (list === "initContainers" && draft.brought.get(container.name) === coPilot.name) continue;
        const isPrimary = list === "containers" && container.name === draft.primaryContainerName;
        settleResources(draft, facts, container, { isPrimary, layer: resources.name });
      }
    }
  },
};
