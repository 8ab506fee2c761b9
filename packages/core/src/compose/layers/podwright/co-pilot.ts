import { noteBrought } from "../../../merge/bring-containers.ts";
import { unwritten } from "../../../merge/origin.ts";
import { setField } from "../../../merge/write-field.ts";
import { copilotNames } from "../../copilot/copilot-names.ts";
import type { Layer } from "../../layer.ts";
import { coPilot as flytesCopilot } from "../co-pilot.ts";

/**
 * The copilot, as Flyte adds it, but that a grace period of the task that is longer than the copilot's stands.
 * @problems QUANTITY_INVALID, COPILOT_STORAGE_MISSING
 */
export const coPilot: Layer = {
  name: flytesCopilot.name,
  apply(draft, facts) {
    const key = "terminationGracePeriodSeconds";
    const own = draft.spec[key];
    const origin = draft.recorder.originOf(draft.spec, key, unwritten);
    flytesCopilot.apply(draft, facts);
    if (own !== undefined && own > (draft.spec[key] ?? 0)) setField(draft, draft.spec, key, own, origin);
    for (const name of copilotNames(facts)) noteBrought(draft, name, coPilot.name);
  },
};
