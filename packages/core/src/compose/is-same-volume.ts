import { withDefaults } from "../apiserver/with-defaults.ts";
import type { Volume } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";
import { differences } from "./differences.ts";

/** A template that was in a cluster has the API server's defaults, and a task's Pod spec has not. */
export function isSameVolume(a: Frozen<Volume>, b: Frozen<Volume>): boolean {
  return differences(withDefaults("corev1.Volume", a), withDefaults("corev1.Volume", b)).length === 0;
}
