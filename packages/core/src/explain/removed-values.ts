import type { RemovedValue } from "../merge/origin.ts";
import { pathText } from "../merge/path-text.ts";
import type { ExplainedField, LostValue } from "./explanation.ts";
import { sourceKey, sourcesOf } from "./sources-of.ts";

/** What layers took away and that stands nowhere else: not, say, an amount that was moved to another name. */
export function removedValues(
  fields: readonly ExplainedField[],
  removals: readonly RemovedValue[],
): readonly LostValue[] {
  const told = sourcesOf(fields);
  return removals.flatMap(({ value, origin, by }): readonly LostValue[] => {
    if (!origin.source || told.has(sourceKey(origin.source.document, origin.source.path))) return [];
    return [{ name: pathText(origin.source.path), value, origin, reason: "removed", instead: { origin: by } }];
  });
}
