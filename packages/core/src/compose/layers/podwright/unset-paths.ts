import { report } from "../../../merge/draft.ts";
import { mergeMap } from "../../../merge/map-entries.ts";
import type { Layer } from "../../layer.ts";
import { unsetAnnotation } from "../../unset-annotation.ts";

/**
 * Tells what was to be unset and stood nowhere, and notes on the Pod what was unset, however the task said so: whoever composes the Pod again
 * must not give it back.
 * @problems as a warning UNSET_MEETS_NOTHING
 */
export const unsetPaths: Layer = {
  name: "unset-paths",
  apply(draft) {
    if (draft.removals.length === 0) return;
    for (const { met, mustMeet, where } of draft.removals) {
      if (met || !mustMeet) continue;
      report(draft, {
        code: "UNSET_MEETS_NOTHING",
        severity: "warning",
        what: "there is nothing to unset at this path: no layer below the task gives it",
        where,
        fix: "correct the path, or take it away",
      });
    }
    const texts = [...new Set(draft.removals.filter(({ met, mustMeet }) => met || mustMeet).map(({ text }) => text))];
    const note = JSON.stringify(texts);
    if (texts.length > 0 && draft.metadata.annotations?.[unsetAnnotation] !== note)
      mergeMap(draft, draft.metadata, "annotations", { [unsetAnnotation]: note }, { layer: unsetPaths.name });
  },
};
