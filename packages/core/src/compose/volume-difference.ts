import { withDefaults } from "../apiserver/with-defaults.ts";
import type { Volume } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";
import { pathText } from "../merge/path-text.ts";
import { differences } from "./differences.ts";
import { volumeKind } from "./volume-kind.ts";

/** How a volume's source differs from that of another one of its name, in words: by its kind, or by the fields of it. */
export function volumeDifference(own: Frozen<Volume>, other: Frozen<Volume>): string {
  const [kind, its] = [volumeKind(own), volumeKind(other)];
  if (kind !== its) return `${kind} in place of ${its}`;
  const paths = differences(withDefaults("corev1.Volume", own), withDefaults("corev1.Volume", other));
  const fields = [...new Set(paths.map((path) => pathText(path)))];
  return `another ${kind}, which differs in ${fields.join(", ")}`;
}
