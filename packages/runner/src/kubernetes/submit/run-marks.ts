import type { Pod } from "@podwright/core";
import { ownProcessMark } from "../../process-owner/process-mark.ts";

/** What finds runs again. @source kubernetes.io/docs/concepts/overview/working-with-objects/common-labels */
export const managedBy = { "app.kubernetes.io/managed-by": "podwright" } as const;

/** What Podwright notes on the objects of a run. */
export const marks = {
  /** A label: the Pod's name, as far as a label holds it. */
  run: "podwright.dev/run",
  /** The process that looks after the run. */
  owner: "podwright.dev/owner",
  /** That the Pod is to stay after its end. */
  kept: "podwright.dev/kept",
  /** That nobody looks after the run any more, on purpose. */
  detached: "podwright.dev/detached",
  /** Tells a Pod that a broken call has made from another one of its name. */
  submission: "podwright.dev/submission",
} as const;

/** @source k8s.io/apimachinery pkg/util/validation LabelValueMaxLength, v0.34 */
const longestLabel = 63;

export function runLabels(name: string): Readonly<Record<string, string>> {
  return { ...managedBy, [marks.run]: name.slice(0, longestLabel).replace(/[^a-zA-Z0-9]+$/, "") };
}

export function isOurs({ metadata }: Pick<Pod, "metadata">): boolean {
  return metadata?.labels?.["app.kubernetes.io/managed-by"] === "podwright";
}

/** Who looks after a run: this very process. */
export function ownMark(): Readonly<Record<string, string>> {
  return { [marks.owner]: ownProcessMark(), [marks.detached]: "" };
}

export function markOf({ metadata }: Pick<Pod, "metadata">, mark: string): string | undefined {
  return metadata?.annotations?.[mark] || undefined;
}
