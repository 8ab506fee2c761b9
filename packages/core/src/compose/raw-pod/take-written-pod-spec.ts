import { decodeAsWritten } from "../../kubernetes/decode.ts";
import type { PodSpec } from "../../kubernetes/types.ts";
import { type Draft, report } from "../../merge/draft.ts";
import { unsetInstead } from "../../merge/removal.ts";
import { splitPatch } from "../../merge/split-patch.ts";
import { takeSpec } from "../../merge/write-spec.ts";
import type { StructPodSpec } from "./take-pod-spec.ts";

/**
 * Makes a Pod spec the draft's as its author wrote it: zeros are values; null and `$patch` take away what lower layers give.
 * @returns false if it cannot be read: the problems are reported
 * @problems MANIFEST_INVALID, FIELD_UNKNOWN
 */
export function takeWrittenPodSpec(draft: Draft, { value, origin, where }: StructPodSpec): boolean {
  const { value: written, removed } = splitPatch(value);
  const decoded = decodeAsWritten<PodSpec>("corev1.PodSpec", written, where);
  for (const problem of decoded.ok ? decoded.warnings : decoded.problems) report(draft, problem);
  if (!decoded.ok) return false;
  takeSpec(draft, decoded.value, origin);
  unsetInstead(
    draft,
    removed.map(({ path, text, mustMeet }) => ({ path, text, mustMeet, where: `${where}.${text}`, origin })),
  );
  return true;
}
