import { joinAlternatives } from "./keyed-alternatives.ts";
import { mergeKeyedList, mergeSet } from "./keyed-list.ts";
import { mergeOpposites } from "./keyed-opposites.ts";
import type { KeyedRule, KeyedRules } from "./keyed-rules.ts";
import type { Sourced } from "./merge-struct.ts";
import type { Recorder } from "./recorder.ts";

type Fields = Record<string, unknown>;

/**
 * Merges a struct over a lower layer's by `keyedTable`: a value that the higher layer has counts, zeros included; structs go field by field,
 * maps by key, lists by the keys of their entries. Neither input changes; what the result shares with them must not be changed either.
 */
export function mergeKeyed<T extends object>(
  recorder: Recorder,
  rules: KeyedRules,
  low: Sourced<T>,
  high: Sourced<T>,
): T {
  const under = low.value as Fields;
  const over = high.value as Fields;
  const result: Fields = { ...under };
  recorder.copied(result, under, low.origin);
  for (const key in over) {
    const value = over[key];
    const rule = rules.get(key) ?? whole;
    if (rule.kind === "elsewhere") continue;
    if (under[key] === undefined || rule.kind === "whole" || rule.kind === "union") {
      recorder.took(result, key, over, high.origin);
      result[key] = value;
      if (rule.kind === "union") displaceOthers(recorder, result, key, rule.members);
      continue;
    }
    recorder.joined(result, key, over, high.origin);
    result[key] = mergeValues(
      recorder,
      rule,
      { value: under[key] as object, origin: recorder.originOf(under, key, low.origin) },
      { value: value as object, origin: recorder.originOf(over, key, high.origin) },
    );
  }
  return result as T;
}

const whole: KeyedRule = { kind: "whole" };

function mergeValues(recorder: Recorder, rule: KeyedRule, low: Sourced, high: Sourced): unknown {
  switch (rule.kind) {
    case "fields":
      return mergeKeyed(recorder, rule.fields, low, high);
    case "by-key":
      return mergeByKey(recorder, low, high);
    case "keyed":
      return mergeKeyedList(recorder, rule, listed(low), listed(high));
    case "set":
      return mergeSet(recorder, listed(low), listed(high));
    case "opposites":
      return mergeOpposites(recorder, low, high);
    case "alternatives":
      return joinAlternatives(recorder, listed(low), listed(high));
    default:
      return high.value;
  }
}

function listed({ value, origin }: Sourced) {
  return { items: value as readonly unknown[], origin };
}

/** The other members of a union: what the lower layer had of them is lost to the one that stands now. */
function displaceOthers(recorder: Recorder, result: Fields, key: string, members: readonly string[]): void {
  for (const member of members) {
    if (member === key || result[member] === undefined) continue;
    recorder.displaced(result, member, key);
    delete result[member];
  }
}

function mergeByKey(recorder: Recorder, low: Sourced, high: Sourced): Fields {
  const result: Fields = { ...low.value };
  const over = high.value as Fields;
  recorder.copied(result, low.value, low.origin);
  for (const key in over) {
    recorder.took(result, key, over, high.origin);
    result[key] = over[key];
  }
  return result;
}
