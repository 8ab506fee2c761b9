import type { Origin } from "../merge/origin.ts";
import type { ExplainedField } from "./explanation.ts";

/** Every place of a document that some field of the Pod tells of, as the origin of its value or of one that it overrode. */
export function sourcesOf(fields: readonly ExplainedField[]): ReadonlySet<string> {
  const keys = new Set<string>();
  const add = ({ source }: Origin): void => {
    if (source) keys.add(sourceKey(source.document, source.path));
  };
  for (const { origin, overrode } of fields) {
    add(origin);
    for (const loser of overrode) add(loser.origin);
  }
  return keys;
}

export function sourceKey(document: string, path: readonly (string | number)[]): string {
  return JSON.stringify([document, ...path]);
}
