import type { Trace, TracedField } from "../merge/origin.ts";

/** The leaves of a trace below one path. */
export interface TraceTree {
  readonly leaves: readonly TracedField[];
  /** Undefined where no leaf stands. */
  at(key: string | number): TraceTree | undefined;
}

/**
 * Finds the leaves below a path step by step. A trace has the Pod's order, so those below one path stand together.
 * @param depth - how long the path is that all the leaves share
 */
export function traceTree(leaves: Trace, depth = 0): TraceTree {
  let below: Map<string | number, TraceTree> | undefined;
  return {
    leaves,
    at(key) {
      below ??= split(leaves, depth);
      return below.get(key);
    },
  };
}

function split(leaves: Trace, depth: number): Map<string | number, TraceTree> {
  const below = new Map<string | number, TraceTree>();
  for (let start = 0; start < leaves.length; ) {
    const key = leaves[start]?.path[depth];
    let end = start + 1;
    while (end < leaves.length && leaves[end]?.path[depth] === key) end++;
    if (key !== undefined) below.set(key, traceTree(leaves.slice(start, end), depth + 1));
    start = end;
  }
  return below;
}
