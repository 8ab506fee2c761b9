import type { Container, ObjectMeta, PodSpec } from "../kubernetes/types.ts";
import type { Problem } from "../problem/problem.ts";
import { structRules } from "./field-rules.ts";
import { mergePodSpec } from "./merge-pod-spec.ts";
import { mergeStruct, type Sourced } from "./merge-struct.ts";
import type { Origin } from "./origin.ts";
import type { Recorder } from "./recorder.ts";

/** A value that only merge/ may write. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/**
 * The Pod while layers compose it. Layers read it freely and write it only through the functions of merge/, which
 * record who wrote what in the same step.
 *
 * `metadata`, `spec` and the containers themselves belong to the draft and are written in place. What hangs below them
 * may still be a document's own (a template's, the config's): it is replaced, never changed; `ownField` gives a copy
 * that may be written.
 */
export interface Draft {
  readonly metadata: Frozen<ObjectMeta>;
  readonly spec: Frozen<PodSpec>;
  /** Empty until a layer names it. */
  readonly primaryContainerName: string;
  /** Errors and warnings, in the order in which layers met them. */
  readonly problems: readonly Problem[];
  readonly recorder: Recorder;
}

type Writable = Record<string, unknown>;
type Value<T, K extends keyof T> = Exclude<T[K], undefined>;
type Item<T, K extends keyof T> = Value<T, K> extends readonly (infer I)[] ? I : never;

/** A Pod with nothing in it yet. */
export function createDraft(recorder: Recorder): Draft {
  return { metadata: {}, spec: { containers: [] }, primaryContainerName: "", problems: [], recorder };
}

/** Adds a problem; after an error the layers that follow are not applied. */
export function report(draft: Draft, problem: Problem): void {
  (draft.problems as Problem[]).push(problem);
}

export function namePrimaryContainer(draft: Draft, name: string): void {
  (draft as { primaryContainerName: string }).primaryContainerName = name;
}

/** The primary container: the last one that bears its name, as in Flyte; undefined while there is none. */
export function primaryContainerOf(draft: Draft): Frozen<Container> | undefined {
  return draft.spec.containers.findLast((container) => container.name === draft.primaryContainerName);
}

/** Writes one field, whatever stands there. Zero values of fields that are no pointers in Go are never written: see `removeField`. */
export function setField<T extends object, K extends keyof T & string>(
  draft: Draft,
  target: T,
  key: K,
  value: Value<T, K>,
  origin: Origin,
): void {
  draft.recorder.wrote(target, key, origin);
  (target as Writable)[key] = value;
}

/** Writes one field only if it is absent. */
export function setDefault<T extends object, K extends keyof T & string>(
  draft: Draft,
  target: T,
  key: K,
  value: Value<T, K>,
  origin: Origin,
): void {
  if (target[key] === undefined) setField(draft, target, key, value, origin);
  else draft.recorder.lost(target, key, value, origin);
}

export function removeField<T extends object>(draft: Draft, target: T, key: keyof T & string): void {
  if (target[key] === undefined) return;
  draft.recorder.removed(target, key);
  delete (target as Writable)[key];
}

/** Puts items behind those that a list has; each keeps the origin it came with. No items: nothing is written. */
export function appendItems<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  items: readonly Item<T, K>[],
  origin: Origin,
): void {
  joinLists(
    draft,
    owner,
    key,
    { items: listOf(owner, key), origin: draft.recorder.originOf(owner, key, origin) },
    { items, origin },
  );
}

/** Puts items before those that a list has; each keeps the origin it came with. No items: nothing is written. */
export function prependItems<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  items: readonly Item<T, K>[],
  origin: Origin,
): void {
  joinLists(
    draft,
    owner,
    key,
    { items, origin },
    { items: listOf(owner, key), origin: draft.recorder.originOf(owner, key, origin) },
  );
}

/** Lays entries over those that a map has. No entries: nothing is written. */
export function mergeMap<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  entries: Readonly<Record<string, unknown>>,
  origin: Origin,
): void {
  const names = Object.keys(entries);
  if (names.length === 0) return;
  const map: Writable = ownField(draft, owner, key, origin) as Writable;
  for (const name of names) {
    draft.recorder.wrote(map, name, draft.recorder.at(origin, name));
    map[name] = entries[name];
  }
}

/** Lays entries under those that a map has: a key that stands there already stays. */
export function mergeMapUnder<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  entries: Readonly<Record<string, unknown>>,
  origin: Origin,
): void {
  const names = Object.keys(entries);
  if (names.length === 0) return;
  const map: Writable = ownField(draft, owner, key, origin) as Writable;
  for (const name of names) {
    const entryOrigin = draft.recorder.at(origin, name);
    if (Object.hasOwn(map, name)) draft.recorder.lost(map, name, entries[name], entryOrigin);
    else {
      draft.recorder.wrote(map, name, entryOrigin);
      map[name] = entries[name];
    }
  }
}

/** Makes a Pod spec that a document holds whole the draft's. */
export function takeSpec(draft: Draft, spec: Frozen<PodSpec>, origin: Origin): void {
  const taken = ownedCopy(draft, spec, origin);
  for (const list of ["containers", "initContainers"] as const) {
    const containers = spec[list];
    if (!containers) continue;
    const listOrigin = draft.recorder.at(origin, list);
    const owned = containers.map((container, index) =>
      ownedCopy(draft, container, draft.recorder.at(listOrigin, index)),
    );
    (taken as Writable)[list] = owned;
  }
  (draft as { spec: Frozen<PodSpec> }).spec = taken;
}

/** Lays the draft's spec over a template's, which serves it as `mergePodSpec` says. */
export function laySpecOver(draft: Draft, template: Sourced<Frozen<PodSpec>>): void {
  const merged = mergePodSpec(draft.recorder, {
    template,
    base: { value: draft.spec, origin: unknownOrigin },
    primaryContainerName: draft.primaryContainerName,
    primaryInitContainerName: "",
  });
  (draft as { spec: Frozen<PodSpec> }).spec = merged;
}

/** Lays the draft's metadata over a template's. */
export function layMetadataOver(draft: Draft, template: Sourced<Frozen<ObjectMeta>>): void {
  const base = { value: draft.metadata, origin: unknownOrigin };
  const merged = mergeStruct(draft.recorder, metadataRules, template, base);
  (draft as { metadata: Frozen<ObjectMeta> }).metadata = merged;
}

/**
 * A copy of an object field that may be written, put in the field's place; an absent field becomes `{}`, with this
 * origin. Its own object fields are still to be replaced or owned, never changed.
 */
export function ownField<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  origin: Origin,
): Value<T, K> & object {
  const current = owner[key] as object | undefined;
  const copy = { ...current };
  if (current === undefined) draft.recorder.wrote(owner, key, origin);
  else draft.recorder.copied(copy, current, draft.recorder.originOf(owner, key, origin));
  (owner as Writable)[key] = copy;
  return copy as Value<T, K> & object;
}

/** As `ownField`, for an item of a list that the owner has: the list is replaced too. */
export function ownItem<T extends object, K extends keyof T & string>(
  draft: Draft,
  owner: T,
  key: K,
  index: number,
): Item<T, K> & object {
  const { recorder } = draft;
  const current = owner[key] as readonly object[];
  const list = [...current];
  const origin = recorder.originOf(owner, key, unknownOrigin);
  recorder.copied(list, current, origin);
  const item = { ...list[index] };
  recorder.copied(item, current[index] as object, recorder.originOf(current, index, origin));
  list[index] = item;
  (owner as Writable)[key] = list;
  return item as Item<T, K> & object;
}

const metadataRules = structRules("metav1.ObjectMeta");

function ownedCopy<T extends object>(draft: Draft, value: T, origin: Origin): T {
  const copy = { ...value };
  draft.recorder.copied(copy, value, origin);
  return copy;
}

/** Stands in where an object is owned that was never written: no such object exists in a composed Pod. */
const unknownOrigin: Origin = { layer: "" };
const nothing: readonly never[] = [];

function listOf(owner: object, key: string): readonly unknown[] {
  return ((owner as Writable)[key] as readonly unknown[] | undefined) ?? nothing;
}

function joinLists(
  draft: Draft,
  owner: object,
  key: string,
  first: { readonly items: readonly unknown[]; readonly origin: Origin },
  second: { readonly items: readonly unknown[]; readonly origin: Origin },
): void {
  if (first.items.length + second.items.length === 0) return;
  const list = first.items.concat(second.items);
  draft.recorder.concatenated(list, first, second);
  (owner as Writable)[key] = list;
}
