import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import type { Origin } from "../merge/origin.ts";
import { ownField } from "../merge/own-field.ts";
import { removeField, setField } from "../merge/write-field.ts";
import { genericAccelerator } from "./container-resources.ts";

/** Calls `gpu` among a container's resources what the platform calls it; an amount under that name goes. */
export function renameAccelerator(draft: Draft, container: Frozen<Container>, name: string, own: Origin): void {
  for (const list of ["requests", "limits"] as const) {
    const amount = container.resources?.[list]?.[genericAccelerator];
    if (amount === undefined || name === genericAccelerator) continue;
    const resources = ownField(draft, container, "resources", own);
    const amounts = ownField(draft, resources, list, own);
    const origin = draft.recorder.originOf(amounts, genericAccelerator, own);
    removeField(draft, amounts, genericAccelerator, own);
    setField(draft, amounts, name, amount, origin);
  }
}
