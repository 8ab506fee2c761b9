import type { FieldPath, Origin, Trace, TracedField } from "../../merge/origin.ts";

/** Looks fields of a composed Pod up in its trace. */
export interface TraceIndex {
  /** The leaf at a path, or the first one below it; undefined if the Pod has no such field. */
  leafAt(path: FieldPath): TracedField | undefined;
  /** Every leaf at or below a path. */
  leavesAt(path: FieldPath): readonly TracedField[];
  /** Who set the leaf at a path, or the first one below it. */
  originAt(path: FieldPath): Origin | undefined;
  /** Everyone who gave that leaf this value, whoever won. */
  originsAt(path: FieldPath): readonly Origin[];
}

export function traceIndex(trace: Trace): TraceIndex {
  const byPrefix = new Map<string, TracedField[]>();
  for (const field of trace) {
    for (let length = 1; length <= field.path.length; length++) {
      const key = keyOf(field.path.slice(0, length));
      const known = byPrefix.get(key);
      if (known) known.push(field);
      else byPrefix.set(key, [field]);
    }
  }
  const leavesAt = (path: FieldPath) => byPrefix.get(keyOf(path)) ?? [];
  return {
    leavesAt,
    leafAt: (path) => leavesAt(path)[0],
    originAt: (path) => leavesAt(path)[0]?.origin,
    originsAt(path) {
      const leaf = leavesAt(path)[0];
      if (!leaf) return [];
      const alike = leaf.overrode.filter(({ value }) => value === leaf.value);
      return [leaf.origin, ...alike.map(({ origin }) => origin)];
    },
  };
}

/** List positions and numeric map keys never meet under one parent. */
function keyOf(path: FieldPath): string {
  return path.join("\0");
}
