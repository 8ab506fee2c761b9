import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import type { Origin } from "../merge/origin.ts";
import { ownField } from "../merge/own-field.ts";
import { removeField, setField } from "../merge/write-field.ts";
import { adjustResources, genericAccelerator, type ResourceRules, type ResourceWrite } from "./container-resources.ts";
import { documents } from "./documents.ts";

/**
 * Gives a container the resources that it lacks, each from where its amount comes.
 * @param origin - of what the layer itself makes up
 * @param templateOrigin - of the rules' template
 */
export function writeResources(
  draft: Draft,
  container: Frozen<Container>,
  rules: ResourceRules,
  origin: Origin,
  templateOrigin: Origin = origin,
): void {
  const writes = adjustResources(container.resources ?? {}, rules);
  const touched = (["requests", "limits"] as const).filter(
    (list) =>
      container.resources?.[list]?.[genericAccelerator] !== undefined || writes.some((write) => write.list === list),
  );
  if (touched.length === 0) return;
  const resources = ownField(draft, container, "resources", origin);
  const origins = writes.map((write) =>
    originOf(draft, resources, write, write.from === "template" ? templateOrigin : origin),
  );
  const renamed = sourced(origin, documents.config, ["gpu-resource-name"]);
  for (const list of touched) {
    const amounts = ownField(draft, resources, list, origin);
    removeField(draft, amounts, genericAccelerator, renamed);
    writes.forEach((write, index) => {
      if (write.list === list) setField(draft, amounts, write.name, write.value, origins[index] ?? origin);
    });
  }
}

const paths = {
  override: ["overrides", "resources"],
  platform: ["platformResources"],
} as const;

/** A container's own amount, written under another name or list, keeps its source. */
function originOf(draft: Draft, resources: object, write: ResourceWrite, own: Origin): Origin {
  const { recorder } = draft;
  const { from, sourceList, sourceName } = write;
  if (from === "default")
    return sourced(own, documents.config, [`default-${write.name === "cpu" ? "cpus" : "memory"}`]);
  if (from === "template") return recorder.at(recorder.at(own, sourceList ?? "requests"), sourceName);
  if (from !== "container") return sourced(own, documents.execution, [...paths[from], sourceList, sourceName]);
  if (sourceList === undefined) return own;
  const list = (resources as Record<string, object | undefined>)[sourceList];
  const listOrigin = recorder.originOf(resources, sourceList, own);
  const { source } = list ? recorder.originOf(list, sourceName, listOrigin) : own;
  return source ? { layer: own.layer, source } : own;
}

function sourced({ layer }: Origin, document: string, path: readonly (string | undefined)[]): Origin {
  return { layer, source: { document, path: path.filter((key) => key !== undefined) } };
}
