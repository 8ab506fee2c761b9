import type { Composition } from "../compose/composition.ts";
import { fieldNames } from "../explain/field-name.ts";
import { isEqual } from "../explain/is-equal.ts";
import { isObject, type PodPlace, placeBelow, podPlace } from "../explain/pod-place.ts";
import type { TracedField } from "../merge/origin.ts";
import { alignItems } from "./align-items.ts";
import { filledByApiServer } from "./filled-by-api-server.ts";
import type { ItemPair } from "./item-pair.ts";
import { movedItems } from "./moved-items.ts";
import type { DiffValue, PodChange } from "./pod-diff.ts";
import { type TraceTree, traceTree } from "./trace-tree.ts";

/** A Pod and its trace, which says who set what. */
export type TracedPod = Pick<Composition, "pod" | "trace">;

/**
 * What differs between two Pods, field by field, in the order of the second one. Items of lists are compared with their likes: by the field by
 * which Kubernetes tells them apart (env by name, mounts by path), else by their values. An entry that only moved is told where the order
 * matters: init containers, variables that refer to each other. Arguments are compared in their order. An empty value is none where Go cannot tell
 * them apart.
 */
export function diffPods(before: TracedPod, after: TracedPod): readonly PodChange[] {
  return compare(start(before), start(after));
}

type Path = readonly (string | number)[];

/** One side of a comparison: a place in its Pod. */
interface Side {
  readonly place: PodPlace;
  readonly path: Path;
  /** Undefined where the trace tells of nothing. */
  readonly tree: TraceTree | undefined;
  readonly nameOf: (path: Path) => string;
}

function start({ pod, trace = [] }: TracedPod): Side {
  return { place: podPlace(pod), path: [], tree: traceTree(trace), nameOf: fieldNames(pod) };
}

function below(side: Side, key: string | number): Side {
  return { ...side, place: placeBelow(side.place, key), path: [...side.path, key], tree: side.tree?.at(key) };
}

function compare(before: Side, after: Side): readonly PodChange[] {
  const [old, fresh] = [before.place.value, after.place.value];
  if (old === fresh || isEqual(old, fresh)) return [];
  if (old === undefined) return isAbsence(after.place) ? [] : tell(after, "added");
  if (fresh === undefined) return isAbsence(before.place) ? [] : tell(before, "removed");
  if (Array.isArray(old) && Array.isArray(fresh)) {
    const pairs = alignItems(before.place, after.place);
    const changes = pairs.flatMap((pair) => comparePair(before, after, pair));
    return [...changes, ...moves(before, after, pairs)];
  }
  if (isObject(old) && isObject(fresh) && !Array.isArray(old) && !Array.isArray(fresh)) {
    const keys = [...Object.keys(fresh), ...Object.keys(old).filter((key) => !Object.hasOwn(fresh, key))];
    return keys.flatMap((key) => compare(below(before, key), below(after, key)));
  }
  return [{ name: after.nameOf(after.path), kind: "changed", before: standing(before), after: standing(after) }];
}

/** Zero, empty or false where Go, without a pointer, cannot tell that from nothing at all. */
function isAbsence({ value, field }: PodPlace): boolean {
  if (!field || field.pointer) return false;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}

function comparePair(before: Side, after: Side, pair: ItemPair): readonly PodChange[] {
  if (pair.before === undefined) return pair.after === undefined ? [] : tell(below(after, pair.after), "added");
  if (pair.after === undefined) return tell(below(before, pair.before), "removed");
  return compare(below(before, pair.before), below(after, pair.after));
}

function moves(before: Side, after: Side, pairs: readonly ItemPair[]): readonly PodChange[] {
  const moved = movedItems(before.place, after.place, pairs);
  if (!moved) return [];
  const told = (side: Side, value: unknown): DiffValue => ({ ...standing(side), value });
  return [
    {
      name: after.nameOf(after.path),
      kind: "moved",
      before: told(before, moved.before),
      after: told(after, moved.after),
    },
  ];
}

/** What only one Pod has: whole if one layer gave it, else part by part. */
function tell(side: Side, kind: "added" | "removed"): readonly PodChange[] {
  const { value } = side.place;
  if (isObject(value) && !isGivenByOne(givenLeaves(side))) {
    const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
    const parts = keys.map((key) => below(side, key)).filter((part) => !isFilled(part));
    return parts.flatMap((part) => tell(part, kind));
  }
  const told = standing(side);
  return [{ name: side.nameOf(side.path), kind, ...(kind === "added" ? { after: told } : { before: told }) }];
}

/** One layer that took it from one document, or that made at least part of it itself: the names of entries, most of a copilot's container. */
function isGivenByOne(leaves: readonly TracedField[]): boolean {
  const isMade = leaves.some(({ origin }) => !origin.source);
  return new Set(leaves.map(({ origin }) => origin.layer)).size <= 1 && (isMade || documentsOf(leaves).size <= 1);
}

/** From where it came as a whole: of several documents none. */
function standing(side: Side): DiffValue {
  const leaves = isFilled(side) ? (side.tree?.leaves ?? []) : givenLeaves(side);
  const first = leaves.find(({ origin }) => origin.source) ?? leaves[0];
  const { layer = "" } = first?.origin ?? {};
  const origin = first && documentsOf(leaves).size <= 1 ? first.origin : { layer };
  return { value: isFilled(side) ? side.place.value : givenPart(side.place.value, side.tree), origin, path: side.path };
}

/** Without what an API server filled in. */
function givenLeaves({ tree }: Pick<Side, "tree">): readonly TracedField[] {
  return tree?.leaves.filter(({ origin }) => origin !== filledByApiServer) ?? [];
}

function isFilled({ tree }: Pick<Side, "tree">): boolean {
  return tree !== undefined && tree.leaves.length > 0 && givenLeaves({ tree }).length === 0;
}

function givenPart(value: unknown, tree: TraceTree | undefined): unknown {
  if (!isObject(value) || tree?.leaves.every(({ origin }) => origin !== filledByApiServer)) return value;
  if (Array.isArray(value)) return value.map((item, index) => givenPart(item, tree?.at(index)));
  const kept = Object.entries(value).filter(([key]) => !isFilled({ tree: tree?.at(key) }));
  return Object.fromEntries(kept.map(([key, each]) => [key, givenPart(each, tree?.at(key))]));
}

function documentsOf(leaves: readonly TracedField[]): ReadonlySet<string> {
  return new Set(leaves.flatMap(({ origin }) => (origin.source ? [origin.source.document] : [])));
}
