import { appliedTemplates } from "../compose/applied-templates.ts";
import type { Composition } from "../compose/composition.ts";
import { documents } from "../compose/documents.ts";
import type { Facts } from "../compose/facts.ts";
import type { Pod } from "../kubernetes/types.ts";
import type { Loser, Origin, Trace, TracedField } from "../merge/origin.ts";
import { beatenValues } from "./beaten-values.ts";
import type { ExplainedField, Explanation, LostReason, LostValue } from "./explanation.ts";
import { fieldNames } from "./field-name.ts";
import { isEqual } from "./is-equal.ts";
import { removedValues } from "./removed-values.ts";
import { repeatedValues } from "./repeated-values.ts";
import { untakenValues } from "./untaken-values.ts";
import { untakenZeros } from "./untaken-zeros.ts";
import { type IsGiven, isPlatformValue, isUserValue } from "./user-value.ts";

/**
 * Says of each leaf of a composed Pod who set it and what that overrode, and of each value of a user's that lost why it did.
 * @param composition - composed with its trace
 * @param isGiven - which values of the config and the execution somebody wrote; by default all of the execution's, and none of the config's
 */
export function explainPod(
  composition: Pick<Composition, "pod" | "trace" | "removals">,
  facts: Facts,
  isGiven: IsGiven = (document) => document === documents.execution,
): Explanation {
  const { pod, trace = [], removals = [] } = composition;
  const fields = nameFields(pod, trace);
  const lost = [
    ...beatenValues(pod, fields),
    ...repeatedValues(pod, fields),
    ...removedValues(fields, removals),
    ...untakenZeros(fields, facts.task),
    ...untakenValues(appliedTemplates(facts), fields, removals),
  ];
  return { fields, lost: once(lost.filter(({ origin }) => isUserValue(origin, isGiven))) };
}

function nameFields(pod: Pod, trace: Trace): readonly ExplainedField[] {
  const nameOf = fieldNames(pod);
  return trace.map((field) => {
    const overrode = field.overrode
      .filter((loser) => !isSame(loser, field) && !(inSetList(field.path) && isEqual(loser.value, field.value)))
      .map((loser) => ({ ...loser, reason: reasonOf(loser, field) }));
    return { name: nameOf(field.path), ...field, overrode };
  });
}

/** A value that was written once more from where it came. */
function isSame({ value, origin }: Loser, winner: TracedField): boolean {
  return isEqual(value, winner.value) && isOneSource(origin, winner.origin);
}

/** Tolerations have no keys: one that stands twice says the same all over. */
function inSetList([root, list]: TracedField["path"]): boolean {
  return root === "spec" && list === "tolerations";
}

function isOneSource({ source: own }: Origin, { source: other }: Origin): boolean {
  return own !== undefined && other !== undefined && own.document === other.document && isEqual(own.path, other.path);
}

function reasonOf({ reason, origin }: Loser, winner: TracedField): LostReason {
  if (reason !== "replaced") return reason;
  if (isOneSource(origin, winner.origin)) return "rendered";
  return isPlatformValue(winner.origin) && !isPlatformValue(origin) ? "forced" : reason;
}

/** A value that lost twice, or that was taken from one place into several, is told once for each place. */
function once(lost: readonly LostValue[]): readonly LostValue[] {
  const seen = new Set<string>();
  return lost.filter(({ name, origin }) => {
    const key = JSON.stringify([name, origin.source ?? origin.layer]);
    return !seen.has(key) && seen.add(key);
  });
}
