import type { BeatenValue, ExplainedField, LostValue } from "./explanation.ts";
import { fieldName } from "./field-name.ts";
import { isEqual } from "./is-equal.ts";

/**
 * The values that fields of the Pod overrode; not those that say the same, nor the text that a value was rendered from, nor the names of template
 * containers, which only choose whom they serve.
 */
export function beatenValues(pod: object, fields: readonly ExplainedField[]): readonly LostValue[] {
  return fields.flatMap(({ name, path, overrode, value, origin }) =>
    overrode
      .filter((loser) => loser.reason !== "rendered" && !isEqual(loser.value, value) && !isTemplateContainerName(loser))
      .map((loser) => ({
        name: loser.path ? fieldName(pod, loser.path) : name,
        path: loser.path ?? path,
        value: loser.value,
        origin: loser.origin,
        reason: loser.reason,
        instead: { value, origin },
      })),
  );
}

function isTemplateContainerName({ origin }: BeatenValue): boolean {
  if (origin.templateContainer === undefined) return false;
  const [list, index, key] = origin.source?.path.slice(-3) ?? [];
  return key === "name" && typeof index === "number" && (list === "containers" || list === "initContainers");
}
