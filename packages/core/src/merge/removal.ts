import type { ContainerList } from "../kubernetes/container-list.ts";
import type { Draft } from "./draft.ts";
import { isMeant } from "./is-meant.ts";
import { capabilityLists } from "./keyed-opposites.ts";
import { type KeyedListRule, type KeyedRule, type KeyedRules, keyedRules } from "./keyed-rules.ts";
import type { Sourced } from "./merge-struct.ts";
import type { Origin } from "./origin.ts";
import type { Listed, Recorder } from "./recorder.ts";

/** A path of the Pod spec that a layer unsets. */
export interface Removal {
  /** Names of fields and keys of maps and lists: `containers`, `main`, `env`, `FOO`. */
  readonly path: readonly string[];
  /** The path as its reader writes it. */
  readonly text: string;
  /** Whoever says so, for the problem if nothing stands there. */
  readonly where: string;
  /** Whether it is a problem if no layer gives it: a plain null is none. */
  readonly mustMeet: boolean;
  /** Of what bids it. */
  readonly origin: Origin;
  met: boolean;
}

/** Takes a path out of all layers that are laid under the draft from now on. */
export function unset(draft: Draft, removal: Omit<Removal, "met">): void {
  (draft.removals as Removal[]).push({ ...removal, met: false });
}

/** Only these paths, in place of those that were unset so far. */
export function unsetInstead(draft: Draft, removals: readonly Omit<Removal, "met">[]): void {
  (draft.removals as Removal[]).length = 0;
  for (const removal of removals) unset(draft, removal);
}

const specRules = keyedRules("corev1.PodSpec");
const containerRules = keyedRules("corev1.Container");

/** A lower layer's Pod spec without what was unset; containers stand on their own. */
export function withoutRemoved<T extends object>(draft: Draft, low: Sourced<T>): Sourced<T> {
  if (draft.removals.length === 0) return low;
  const ofSpec = draft.removals.filter(({ path: [list = ""] }) => !isContainerList(list));
  return ofSpec.reduce((left, removal) => pruned(draft.recorder, specRules, left, { removal, depth: 0 }), low);
}

/** What a lower layer has for one container, without what was unset of it: all but its name, if that is the container itself. */
export function withoutRemovedOf<T extends object>(
  draft: Draft,
  container: ContainerPlace,
  low: Sourced<T>,
): Sourced<T> {
  const { removals, recorder } = draft;
  if (removals.length === 0) return low;
  const ofContainer = removals.filter(({ path: [list, name] }) => list === container.list && name === container.name);
  return ofContainer.reduce(
    (left, removal) =>
      removal.path.length === 2
        ? emptied(recorder, left, removal)
        : pruned(recorder, containerRules, left, { removal, depth: 2 }),
    low,
  );
}

function emptied<T extends object>(recorder: Recorder, low: Sourced<T>, removal: Removal): Sourced<T> {
  const copy = { ...low.value } as Fields;
  recorder.copied(copy, low.value, low.origin);
  for (const key of Object.keys(copy)) {
    if (key === "name") continue;
    removal.met = true;
    recorder.removed(copy, key, removal.origin);
    delete copy[key];
  }
  return { value: copy as T, origin: low.origin };
}

/** Whether a container that only a lower layer has is unset. */
export function isRemoved(draft: Draft, place: ContainerPlace): boolean {
  const removals = removalsOf(draft, place);
  for (const removal of removals) removal.met = true;
  return removals.length > 0;
}

/** What takes a whole container away, by itself or with all others. */
export function removalsOf(draft: Draft, { list, name }: ContainerPlace): readonly Removal[] {
  return draft.removals.filter(
    ({ path }) => path[0] === list && (path.length === 1 || (path[1] === name && path.length === 2)),
  );
}

export interface ContainerPlace {
  readonly list: ContainerList;
  readonly name: string;
}

function isContainerList(list: string): boolean {
  return list === "containers" || list === "initContainers";
}

interface Step {
  readonly removal: Removal;
  /** How much of the path is walked. */
  readonly depth: number;
}

type Fields = Record<string, unknown>;

function pruned<T extends object>(
  recorder: Recorder,
  rules: KeyedRules | undefined,
  low: Sourced<T>,
  step: Step,
): Sourced<T> {
  const { removal, depth } = step;
  const key = removal.path[depth] ?? "";
  const fields = low.value as Fields;
  if (!Object.hasOwn(fields, key)) return low;
  const value = fields[key];
  const next = { removal, depth: depth + 1 };
  const copy: Fields = { ...fields };
  recorder.copied(copy, fields, low.origin);
  if (next.depth === removal.path.length) {
    removal.met = true;
    recorder.removed(copy, key, removal.origin);
    delete copy[key];
    return { value: copy as T, origin: low.origin };
  }
  if (typeof value !== "object" || value === null) return low;
  const part = prunedPart(
    recorder,
    rules?.get(key),
    { value, origin: recorder.originOf(fields, key, low.origin) },
    next,
  );
  if (part === value) return low;
  copy[key] = part;
  return { value: copy as T, origin: low.origin };
}

function prunedPart(recorder: Recorder, rule: KeyedRule | undefined, part: Sourced, step: Step): unknown {
  if (rule?.kind === "fields") return pruned(recorder, rule.fields, part, step).value;
  if (rule?.kind === "by-key") return pruned(recorder, undefined, part, step).value;
  if (rule?.kind === "opposites") return pruned(recorder, capabilityLists, part, step).value;
  if (rule?.kind === "keyed") return prunedList(recorder, rule, part, step);
  return rule?.kind === "set" ? prunedList(recorder, { keyOf: String }, part, step) : part.value;
}

function prunedList(
  recorder: Recorder,
  { keyOf }: Pick<KeyedListRule, "keyOf">,
  part: Sourced,
  { removal, depth }: Step,
): unknown {
  if (depth + 1 < removal.path.length) return part.value;
  const items = part.value as readonly unknown[];
  const meant = items.map((item) => isMeant(keyOf(item), removal.path[depth] ?? ""));
  if (!meant.includes(true)) return part.value;
  removal.met = true;
  const from: Listed = { items: [...items], origin: part.origin };
  recorder.copied(from.items, items, part.origin);
  const kept: unknown[] = [];
  for (const [index, item] of items.entries()) {
    if (meant[index]) recorder.removed(from.items, index, removal.origin);
    else {
      recorder.itemTook(kept, kept.length, from, index);
      kept.push(item);
    }
  }
  return kept;
}
