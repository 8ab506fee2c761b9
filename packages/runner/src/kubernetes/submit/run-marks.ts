import { type Pod, runMarks } from "@podwright/core";
import { isProcessGone, ownProcessMark } from "../../process-owner/process-mark.ts";

/** @source k8s.io/apimachinery pkg/util/validation LabelValueMaxLength, v0.34 */
const longestLabel = 63;

/** What finds the objects of a run again. */
export function runLabels(name: string): Readonly<Record<string, string>> {
  const run = name.slice(0, longestLabel).replace(/[^a-zA-Z0-9]+$/, "");
  return { [runMarks.managedBy]: "podwright", [runMarks.run]: run };
}

export function isOurs({ metadata }: Pick<Pod, "metadata">): boolean {
  return metadata?.labels?.[runMarks.managedBy] === "podwright";
}

/** Who looks after a run: this very process. */
export function ownMark(): Readonly<Record<string, string>> {
  return { [runMarks.owner]: ownProcessMark(), [runMarks.detached]: "" };
}

export function markOf({ metadata }: Pick<Pod, "metadata">, mark: string): string | undefined {
  return metadata?.annotations?.[mark] || undefined;
}

/** Whether another process looks after a run. One that cannot be seen from here, as on another machine, counts as alive. */
export function isLookedAfter(pod: Pick<Pod, "metadata">): boolean {
  const owner = markOf(pod, runMarks.owner);
  const isLeft = markOf(pod, runMarks.detached) !== undefined;
  return owner !== undefined && !isLeft && owner !== ownProcessMark() && !isProcessGone(owner);
}
