import { isMagicName } from "../compose/is-magic-name.ts";
import type { BeatenValue, ExplainedField, LostValue } from "./explanation.ts";
import { fieldName } from "./field-name.ts";
import { isEqual } from "./is-equal.ts";

/**
 * The values that fields of the Pod overrode; not those that say the same, nor the text that a value was rendered from, nor of template
 * containers the names, which only choose whom they serve, and the images of those that shape others, which only have to be there.
 */
export function beatenValues(pod: object, fields: readonly ExplainedField[]): readonly LostValue[] {
  return fields.flatMap(({ name, path, overrode, value, origin }) =>
    overrode
      .filter((loser) => loser.reason !== "rendered" && !isEqual(loser.value, value) && !isDemanded(loser))
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

/** Whether a value only has to be in a template's container. */
function isDemanded({ origin: { templateContainer, source } }: BeatenValue): boolean {
  if (templateContainer === undefined) return false;
  const [list, index, key] = source?.path.slice(-3) ?? [];
  if (typeof index !== "number" || (list !== "containers" && list !== "initContainers")) return false;
  return key === "name" || (key === "image" && isMagicName(templateContainer, list));
}
