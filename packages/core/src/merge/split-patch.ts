import { isMap } from "../kubernetes/is-map.ts";
import { type KeyedListRule, type KeyedRule, type KeyedRules, keyedRules } from "./keyed-rules.ts";

/** A Pod spec as written, without what it says of removing, and the paths that it removes. */
export interface SplitPatch {
  readonly value: unknown;
  readonly removed: readonly RemovedPath[];
}

interface RemovedPath {
  readonly path: readonly string[];
  /** The path as its reader writes it: `containers[main].env[FOO]`. */
  readonly text: string;
  /** Whether something must stand there: a plain null is there for nothing, too. */
  readonly mustMeet: boolean;
}

/**
 * Takes out of a Pod spec what removes: `null`, `$patch: delete` and `$patch: replace`, the last in a map or as an entry of its own in a list. A
 * directive for the whole Pod spec is left as it is: it would take away what the platform says of every Pod.
 * @source strategicpatch.mergeMap, k8s.io/apimachinery v0.36.3
 */
export function splitPatch(spec: unknown): SplitPatch {
  if (!mayRemove(spec) || !isMap(spec)) return { value: spec, removed: [] };
  const removed: RemovedPath[] = [];
  const value = splitFields(spec, keyedRules("corev1.PodSpec"), { path: [], text: "", removed });
  return { value, removed };
}

/** Hardly any Pod spec removes anything: looking costs less than copying. */
function mayRemove(value: unknown): boolean {
  if (typeof value !== "object") return false;
  if (value === null) return true;
  if (Array.isArray(value)) return value.some(mayRemove);
  for (const key in value) if (key === "$patch" || mayRemove((value as Record<string, unknown>)[key])) return true;
  return false;
}

interface Place {
  readonly path: readonly string[];
  readonly text: string;
  readonly removed: RemovedPath[];
}

function fieldAt({ path, text, removed }: Place, key: string): Place {
  return { path: [...path, key], text: text ? `${text}.${key}` : key, removed };
}

function entryAt({ path, text, removed }: Place, key: string): Place {
  return { path: [...path, key], text: `${text}[${key}]`, removed };
}

function remove({ path, text, removed }: Place, mustMeet: boolean): void {
  removed.push({ path, text, mustMeet });
}

/** @param rules - undefined: the map's keys are no fields. @returns undefined if the whole goes */
function splitMap(value: unknown, rules: KeyedRules | undefined, at: Place): unknown {
  if (!isMap(value)) return value;
  const { $patch, ...fields } = value;
  if ($patch === "delete" || $patch === "replace") remove(at, $patch === "delete");
  return $patch === "delete" ? undefined : splitFields(fields, rules, at);
}

function splitFields(fields: Fields, rules: KeyedRules | undefined, at: Place): Fields {
  const kept: Record<string, unknown> = Object.create(null);
  for (const [key, field] of Object.entries(fields)) {
    const place = rules ? fieldAt(at, key) : entryAt(at, key);
    if (field === null) remove(place, false);
    else {
      const left = splitField(field, rules?.get(key), place);
      if (left !== undefined) kept[key] = left;
    }
  }
  return kept;
}

function splitField(value: unknown, rule: KeyedRule | undefined, at: Place): unknown {
  if (rule?.kind === "keyed" && Array.isArray(value)) return splitList(value, rule, at);
  return splitMap(value, rule?.kind === "fields" ? rule.fields : undefined, at);
}

function splitList(items: readonly unknown[], { keyOf, entry }: KeyedListRule, at: Place): readonly unknown[] {
  return items.flatMap((item) => {
    if (!isMap(item)) return [item];
    const { $patch, ...fields } = item;
    if ($patch === "replace" && Object.keys(fields).length === 0) {
      remove(at, false);
      return [];
    }
    const left = splitMap(item, entry, entryAt(at, keyOf(item).split("\0").filter(Boolean).join("/")));
    return left === undefined ? [] : [left];
  });
}

type Fields = Readonly<Record<string, unknown>>;
