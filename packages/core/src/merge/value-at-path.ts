import { isMeant } from "./is-meant.ts";
import { type KeyedRule, type KeyedRules, keyedRules } from "./keyed-rules.ts";
import type { Sourced } from "./merge-struct.ts";
import type { Origin } from "./origin.ts";
import type { Recorder } from "./recorder.ts";

export interface FoundValue {
  readonly value: unknown;
  readonly origin: Origin;
}

/** What stands at a path of a Pod spec; undefined if nothing does. Containers are not looked into. */
export function specValueAt(recorder: Recorder, spec: Sourced, path: readonly string[]): FoundValue | undefined {
  return find(recorder, keyedRules("corev1.PodSpec"), spec, path);
}

/** What stands at a path of a container; undefined if nothing does. */
export function containerValueAt(
  recorder: Recorder,
  container: Sourced,
  path: readonly string[],
): FoundValue | undefined {
  return find(recorder, keyedRules("corev1.Container"), container, path);
}

function find(
  recorder: Recorder,
  rules: KeyedRules | undefined,
  { value, origin }: Sourced,
  [key = "", ...rest]: readonly string[],
): FoundValue | undefined {
  if (!Object.hasOwn(value, key)) return undefined;
  const found = { value: (value as Record<string, unknown>)[key], origin: recorder.originOf(value, key, origin) };
  const rule = rules?.get(key);
  if (rest.length === 0 || typeof found.value !== "object" || found.value === null)
    return rest.length === 0 ? found : undefined;
  const holder = { value: found.value, origin: found.origin };
  return Array.isArray(found.value)
    ? findEntry(recorder, rule, holder, rest)
    : find(recorder, rule?.kind === "fields" ? rule.fields : undefined, holder, rest);
}

function findEntry(
  recorder: Recorder,
  rule: KeyedRule | undefined,
  list: Sourced,
  [key = "", ...rest]: readonly string[],
): FoundValue | undefined {
  const items = list.value as readonly unknown[];
  const keyOf = rule?.kind === "keyed" ? rule.keyOf : String;
  const index = items.findIndex((item) => isMeant(keyOf(item), key));
  if (index < 0) return undefined;
  const value = items[index];
  const origin = recorder.originOf(items, index, list.origin);
  if (rest.length === 0) return { value, origin };
  if (typeof value !== "object" || value === null) return undefined;
  return find(recorder, rule?.kind === "keyed" ? rule.entry : undefined, { value, origin }, rest);
}
