import type { Facts } from "../../packages/core/src/compose/facts.ts";
import type { Layer } from "../../packages/core/src/compose/layer.ts";
import { createDraft } from "../../packages/core/src/merge/draft.ts";
import { createTraceRecorder } from "../../packages/core/src/merge/trace-recorder.ts";
import { isError } from "../../packages/core/src/problem/problem.ts";

/**
 * The layers that have a part in composing this Pod: a leaf or a loser is theirs, they took something away, reported a problem or
 * brought an init container.
 */
export function layersMet(facts: Facts, layers: readonly Layer[]): ReadonlySet<string> {
  const recorder = createTraceRecorder();
  const draft = createDraft(recorder);
  const met = new Set<string>();
  for (const layer of layers) {
    const before = draft.problems.length + draft.brought.size;
    layer.apply(draft, facts);
    if (draft.problems.length + draft.brought.size > before) met.add(layer.name);
    if (draft.problems.some(isError)) return met;
  }
  const { metadata, spec } = draft;
  for (const { origin, overrode } of recorder.traceOf({ metadata, spec }, { layer: "nobody" })) {
    met.add(origin.layer);
    for (const loser of overrode) met.add(loser.origin.layer);
  }
  for (const { by } of recorder.removals) met.add(by.layer);
  return met;
}
