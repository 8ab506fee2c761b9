import type { Loser, Origin, Trace, TracedField } from "./origin.ts";

export type Key = string | number;

/** Who wrote a field, and what that overrode, the last loser first. */
export interface FieldRecord {
  readonly origin: Origin;
  readonly overrode: readonly Loser[];
}

/** What was recorded for a key of an object or list; undefined where the object's own origin holds, grown by the key. */
export type FindRecord = (holder: object, key: Key) => FieldRecord | undefined;

/**
 * Spreads records over the leaves under a root. A loser that was an object or list stands on the leaves that took its leaves' places; what of
 * it has no leaf in its place (a stray) is told on the first leaf.
 * @param origin - holds for fields of the root that have no record
 */
export function spreadTrace(root: object, origin: Origin, find: FindRecord): Trace {
  const walk: Walk = { find, leaves: [], path: [] };
  descend(walk, root, { record: { origin, overrode: none }, depth: 0 }, none);
  return walk.leaves;
}

interface Walk {
  readonly find: FindRecord;
  readonly leaves: TracedField[];
  /** Of the value that is looked at; grows and shrinks. */
  readonly path: Key[];
}

/** A record, and how long the path is of the value that it was made for: a document's path grows by what comes below. */
interface Reach {
  readonly record: FieldRecord;
  readonly depth: number;
}

const none: readonly Loser[] = [];
const noKeys: readonly Key[] = [];

function descend(walk: Walk, value: unknown, reach: Reach, strays: readonly Loser[]): void {
  const keys = value !== null && typeof value === "object" ? keysOf(value) : noKeys;
  if (keys.length === 0) {
    addLeaf(walk, value, reach, strays);
    return;
  }
  const { find, path } = walk;
  const { overrode } = reach.record;
  const holder = value as Record<Key, unknown>;
  let untold =
    overrode.length === 0 ? strays : [...overrode.flatMap((loser) => leftOver(loser, holder, walk)), ...strays];
  for (const key of keys) {
    const own = find(holder, key);
    path.push(key);
    const below = own === undefined && overrode.length === 0 ? reach : recordBelow(walk, reach, own);
    descend(walk, holder[key], below, untold);
    path.pop();
    untold = none;
  }
}

/** The record for what stands at the walk's path, with its part of what the record above overrode. */
function recordBelow({ find, path }: Walk, { record, depth }: Reach, own: FieldRecord | undefined): Reach {
  if (own && record.overrode.length === 0) return { record: own, depth: path.length };
  const key = path[path.length - 1] as Key;
  const inPlace = record.overrode.flatMap((loser) => partOf(loser, key, find));
  const origin = own?.origin ?? grow(record.origin, path, depth);
  return { record: { origin, overrode: own ? [...own.overrode, ...inPlace] : inPlace }, depth: path.length };
}

function addLeaf({ leaves, path }: Walk, value: unknown, { record, depth }: Reach, strays: readonly Loser[]): void {
  const overrode = strays.length === 0 ? record.overrode : [...record.overrode, ...strays];
  leaves.push({ path: path.slice(), value, origin: grow(record.origin, path, depth), overrode });
}

/** The origin of what stands at a path, from that of its beginning. */
function grow(origin: Origin, path: readonly Key[], depth: number): Origin {
  if (!origin.source || path.length === depth) return origin;
  const { document, path: start } = origin.source;
  return { ...origin, source: { document, path: start.concat(path.slice(depth)) } };
}

function partOf(loser: Loser, key: Key, find: FindRecord): readonly Loser[] {
  const { value, origin, reason } = loser;
  if (value === null || typeof value !== "object") return none;
  const part = Object.hasOwn(value, key) ? (value as Record<Key, unknown>)[key] : undefined;
  return part === undefined ? none : [{ value: part, origin: originOf(value, key, origin, find), reason }];
}

/** The loser itself if it is no object, else its fields that the winner does not have. */
function leftOver(loser: Loser, winner: Readonly<Record<Key, unknown>>, { find, path }: Walk): readonly Loser[] {
  const { value, origin, reason } = loser;
  if (value === null || typeof value !== "object") return [{ ...loser, path: path.slice() }];
  const holder = value as Record<Key, unknown>;
  return keysOf(holder)
    .filter((key) => !Object.hasOwn(winner, key))
    .map((key) => ({
      value: holder[key],
      origin: originOf(holder, key, origin, find),
      reason,
      path: [...path, key],
    }));
}

function originOf(holder: object, key: Key, origin: Origin, find: FindRecord): Origin {
  return find(holder, key)?.origin ?? grow(origin, [key], 0);
}

function keysOf(value: object): readonly Key[] {
  if (!Array.isArray(value)) return Object.keys(value);
  const indexes: number[] = [];
  for (let index = 0; index < value.length; index++) indexes.push(index);
  return indexes;
}
