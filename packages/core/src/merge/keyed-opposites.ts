import type { Capabilities } from "../kubernetes/gen/types.ts";
import { mergeSet } from "./keyed-list.ts";
import type { KeyedRules } from "./keyed-rules.ts";
import type { Sourced } from "./merge-struct.ts";
import type { Listed, Recorder } from "./recorder.ts";

type Lists = { [List in "add" | "drop"]?: readonly string[] };

/** Capabilities: both lists are sets, and what the higher layer adds the lower one no longer drops, and the other way round. */
export function mergeOpposites(recorder: Recorder, low: Sourced, high: Sourced): Capabilities {
  const under: Lists = low.value;
  const over: Lists = high.value;
  const result: Lists = { ...under };
  recorder.copied(result, under, low.origin);
  for (const [list, opposite] of pairs) {
    const beneath = result[list];
    const added = over[list];
    const kept = beneath && withoutOpposed(beneath, over[opposite] ?? [], added ?? []);
    const lower = beneath && kept && keep(recorder, beneath, kept, recorder.originOf(under, list, low.origin));
    if (added && lower?.items.length) {
      recorder.joined(result, list, over, high.origin);
      result[list] = mergeSet(recorder, lower, {
        items: added,
        origin: recorder.originOf(over, list, high.origin),
      }) as readonly string[];
    } else if (added) {
      recorder.took(result, list, over, high.origin);
      result[list] = added;
    } else if (lower && lower.items !== beneath) {
      if (lower.items.length) result[list] = lower.items as readonly string[];
      else delete result[list];
    }
  }
  return result as Capabilities;
}

/** What the lists are each by itself. */
export const capabilityLists: KeyedRules = new Map([
  ["add", { kind: "set" }],
  ["drop", { kind: "set" }],
]);

const pairs = [
  ["add", "drop"],
  ["drop", "add"],
] as const;

/** `ALL` opposes everything. What the higher layer says of both lists stands in both. */
function withoutOpposed(
  list: readonly string[],
  opposed: readonly string[],
  said: readonly string[],
): readonly string[] {
  if (opposed.length === 0) return list;
  const all = opposed.includes("ALL");
  return list.filter((capability) => said.includes(capability) || !(all || opposed.includes(capability)));
}

/** What is kept of a list, each with its origin. */
function keep(recorder: Recorder, list: readonly string[], kept: readonly string[], origin: Listed["origin"]): Listed {
  if (kept.length === list.length) return { items: list, origin };
  const items: string[] = [];
  const from = { items: list, origin };
  for (const [index, capability] of list.entries()) {
    if (!kept.includes(capability)) continue;
    recorder.itemTook(items, items.length, from, index);
    items.push(capability);
  }
  return { items, origin };
}
