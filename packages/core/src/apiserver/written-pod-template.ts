import { differences } from "../compose/differences.ts";
import { structType } from "../kubernetes/struct-type.ts";
import type { PodTemplate } from "../kubernetes/types.ts";
import { storedPodTemplate } from "./stored-pod-template.ts";
import type { Struct } from "./struct.ts";
import { withDefaults } from "./with-defaults.ts";

/**
 * A PodTemplate as its author may have written it. One that a cluster gave back (it has a `uid` or a `resourceVersion`) is left without what its API server
 * may have filled in: each field that would be the same if it were left out. Whether the author wrote such a value cannot be known, and the API
 * server gives it to the Pod anyway.
 * @param template - decoded; not changed
 */
export function writtenPodTemplate(template: PodTemplate): PodTemplate {
  const { metadata, template: pod } = template;
  if (!pod?.spec || (!metadata?.uid && !metadata?.resourceVersion)) return template;
  const bare: PodTemplate = { ...template, template: { ...pod, spec: bareStruct("corev1.PodSpec", pod.spec) } };
  const isSame = differences(storedPodTemplate(bare), storedPodTemplate(template)).length === 0;
  return isSame ? bare : template;
}

function bareStruct<T extends object>(type: string, value: T): T {
  const { fields } = structType(type);
  const bare: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value as Struct)) {
    const field = fields.get(name);
    if (field?.kind === "struct" && field.type) bare[name] = bareStruct(field.type, given as object);
    else if (field?.kind === "slice" && field.elem?.kind === "struct" && field.elem.type) {
      const { type: elem } = field.elem;
      bare[name] = (given as readonly object[]).map((item) => bareStruct(elem, item));
    } else bare[name] = given;
  }
  for (const name of Object.keys(bare)) {
    const { [name]: _, ...rest } = bare;
    const filled = (withDefaults(type, rest) as Struct)[name];
    const given = (withDefaults(type, bare) as Struct)[name];
    if (filled !== undefined && differences(filled, given).length === 0) delete bare[name];
  }
  return bare as T;
}
