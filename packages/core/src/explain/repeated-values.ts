import { structType } from "../kubernetes/struct-type.ts";
import type { ExplainedField, LostValue } from "./explanation.ts";
import { fieldName } from "./field-name.ts";
import { isEqual } from "./is-equal.ts";
import { isObject, type PodPlace, placeBelow, podPlace } from "./pod-place.ts";

type Path = readonly (string | number)[];

/**
 * The entries of lists that stand twice where Kubernetes tells a list's entries apart by a key. Of variables the last one of a name counts;
 * volumes, mounts, ports and containers of one key are refused by the API server.
 */
export function repeatedValues(pod: object, fields: readonly ExplainedField[]): readonly LostValue[] {
  return repeatedEntries(podPlace(pod), []).flatMap(({ list, index, last, isEnv, entry, lastEntry }) => {
    const own = leafOf(fields, [...list, index]);
    const counting = leafOf(fields, [...list, last]);
    if (!own || !counting || (isEnv && isEqual(entry, lastEntry))) return [];
    const lost: LostValue = {
      name: fieldName(pod, [...list, index]),
      path: [...list, index],
      value: isEnv ? saidBy(entry) : entry,
      origin: own.origin,
      reason: isEnv ? "repeated" : "duplicate",
      instead: { value: isEnv ? saidBy(lastEntry) : lastEntry, origin: counting.origin },
    };
    return [lost];
  });
}

interface RepeatedEntry {
  readonly list: Path;
  readonly index: number;
  /** Of the last entry with the same key. */
  readonly last: number;
  readonly entry: unknown;
  readonly lastEntry: unknown;
  readonly isEnv: boolean;
}

function repeatedEntries(place: PodPlace, path: Path): readonly RepeatedEntry[] {
  if (!isObject(place.value)) return [];
  const keys = Array.isArray(place.value) ? [...place.value.keys()] : Object.keys(place.value);
  return [
    ...repeatedIn(place, path),
    ...keys.flatMap((key) => repeatedEntries(placeBelow(place, key), [...path, key])),
  ];
}

function repeatedIn({ value, field }: PodPlace, list: Path): readonly RepeatedEntry[] {
  const keys = field?.listMapKeys;
  if (!Array.isArray(value) || !keys) return [];
  const entries: readonly unknown[] = value;
  const known = entries.map((entry) => JSON.stringify(keys.map((key) => keyValue(entry, key, field.elem?.type))));
  return entries.flatMap((entry, index) => {
    const last = known.lastIndexOf(known[index] ?? "");
    return last === index ? [] : [{ list, index, last, entry, lastEntry: entries[last], isEnv: list.at(-1) === "env" }];
  });
}

/** The value of a key field, with Kubernetes' default where it is absent (a port's protocol is TCP). */
function keyValue(entry: unknown, key: string, type: string | undefined): unknown {
  const own = isObject(entry) ? entry[key] : undefined;
  if (own !== undefined || type === undefined) return own;
  return structType(type)
    .fields.get(key)
    ?.default?.replace(/^"(.*)"$/, "$1");
}

/** What a variable says beside its name. */
function saidBy(entry: unknown): unknown {
  return isObject(entry) ? (entry.value ?? entry.valueFrom ?? "") : entry;
}

/** The leaf that tells where an entry came from: the first that is not its name, if it has one. */
function leafOf(fields: readonly ExplainedField[], path: Path): ExplainedField | undefined {
  const below = fields.filter((field) => path.every((key, index) => field.path[index] === key));
  return below.find((field) => field.path[path.length] !== "name") ?? below[0];
}
