import type { Container, ResourceRequirements } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import type { Origin } from "../merge/origin.ts";
import { ownField } from "../merge/own-field.ts";
import { removeField, setField } from "../merge/write-field.ts";
import { adjustResources, genericAccelerator, type ResourceRules, type ResourceWrite } from "./container-resources.ts";
import { documents } from "./documents.ts";

/** Where the amounts that a layer writes come from. */
export interface ResourceOrigins {
  /** Of what the layer makes up. */
  readonly own: Origin;
  /** Of the rules' template. */
  readonly template?: Origin;
  readonly override: Origin;
  readonly platform: Origin;
  readonly config: Origin;
}

/** @param layer - in whose name resources are written */
export function resourceOrigins(layer: string): ResourceOrigins {
  const from = (document: string, ...path: readonly string[]): Origin => ({ layer, source: { document, path } });
  return {
    own: { layer },
    override: from(documents.execution, "overrides", "resources"),
    platform: from(documents.execution, "platformResources"),
    config: from(documents.config),
  };
}

/** Gives a container the resources that it lacks, each from where its amount comes. */
export function writeResources(
  draft: Draft,
  container: Frozen<Container>,
  rules: ResourceRules,
  origins: ResourceOrigins,
): void {
  const own = container.resources ?? none;
  const writes = adjustResources(own, rules);
  const removes = own.requests?.[genericAccelerator] !== undefined || own.limits?.[genericAccelerator] !== undefined;
  if (writes.length === 0 && !removes) return;
  const resources = ownField(draft, container, "resources", origins.own);
  const written = writes.map((write) => originOf(draft, resources, write, origins));
  for (const list of resourceLists) {
    const renames = own[list]?.[genericAccelerator] !== undefined;
    if (!renames && !writes.some((write) => write.list === list)) continue;
    const amounts = ownField(draft, resources, list, origins.own);
    if (renames)
      removeField(draft, amounts, genericAccelerator, draft.recorder.at(origins.config, "gpu-resource-name"));
    for (let index = 0; index < writes.length; index++) {
      const write = writes[index] as ResourceWrite;
      if (write.list === list) setField(draft, amounts, write.name, write.value, written[index] ?? origins.own);
    }
  }
}

const none: ResourceRequirements = {};

const resourceLists = ["requests", "limits"] as const;

/** A container's own amount, written under another name or list, keeps its source. */
function originOf({ recorder }: Draft, resources: object, write: ResourceWrite, origins: ResourceOrigins): Origin {
  const { from, sourceList, sourceName } = write;
  const { own } = origins;
  if (from === "default") return recorder.at(origins.config, write.name === "cpu" ? "default-cpus" : "default-memory");
  if (sourceList === undefined) return own;
  if (from !== "container") return recorder.at(recorder.at(origins[from] ?? own, sourceList), sourceName);
  const list = (resources as Record<string, object | undefined>)[sourceList];
  const listOrigin = recorder.originOf(resources, sourceList, own);
  const { source } = list ? recorder.originOf(list, sourceName, listOrigin) : own;
  return source ? { layer: own.layer, source } : own;
}
