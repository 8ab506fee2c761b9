import type { Container } from "../../../kubernetes/types.ts";
import type { Draft, Frozen } from "../../../merge/draft.ts";
import { layContainerOver } from "../../../merge/lay-under.ts";
import { appendItems } from "../../../merge/list-items.ts";
import { acceleratorResourceName, extendedResourcesOf } from "../../accelerator.ts";
import { documents } from "../../documents.ts";
import { environmentBlocks, environmentOrigins, isOfExecution } from "../../environment-blocks.ts";
import type { Facts } from "../../facts.ts";
import type { Layer } from "../../layer.ts";
import { lowerOwnRequests } from "../../lower-own-requests.ts";
import { renameAccelerator } from "../../rename-accelerator.ts";

/**
 * What the execution says over the task: resources of the primary container by name, variables of every container. `gpu` gets the
 * platform's name for it first.
 * @problems as a warning REQUEST_OVER_LIMIT
 */
export const execution: Layer = {
  name: "execution",
  apply(draft, facts) {
    const accelerator = acceleratorResourceName(facts.config, extendedResourcesOf(facts).gpuAccelerator);
    const variables = ofExecution(draft, facts);
    for (const list of ["initContainers", "containers"] as const) {
      for (const index of (draft.spec[list] ?? []).keys()) {
        if (variables) layContainerOver(draft, { list, index }, variables);
        const isPrimary = list === "containers" && draft.spec[list][index]?.name === draft.primaryContainerName;
        const resources = isPrimary ? facts.execution.overrides?.resources : undefined;
        if (resources) layContainerOver(draft, { list, index }, { value: { resources }, origin: fromOverrides });
        const container = draft.spec[list]?.[index];
        if (!container) continue;
        renameAccelerator(draft, container, accelerator, own);
        lowerOwnRequests(draft, container, "the task", own);
      }
    }
  },
};

const own = { layer: execution.name };
const told = environmentOrigins(own.layer);
const fromOverrides = { ...own, source: { document: documents.execution, path: ["overrides"] } };

function ofExecution(
  draft: Draft,
  facts: Facts,
): { value: Partial<Frozen<Container>>; origin: typeof own } | undefined {
  if (!facts.execution.envVars) return undefined;
  const value: Partial<Frozen<Container>> = {};
  for (const block of environmentBlocks(draft, facts, told, "flyte-2.0").env)
    if (isOfExecution(block)) appendItems(draft, value, "env", block.items, block.origin);
  return value.env ? { value, origin: own } : undefined;
}
