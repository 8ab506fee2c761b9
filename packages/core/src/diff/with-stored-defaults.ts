import { storedPod } from "../apiserver/stored-pod.ts";
import { isObject } from "../explain/pod-place.ts";
import type { Pod } from "../kubernetes/types.ts";
import type { FieldPath, TracedField } from "../merge/origin.ts";
import type { TracedPod } from "./diff-pods.ts";
import { filledByApiServer } from "./filled-by-api-server.ts";
import { type TraceTree, traceTree } from "./trace-tree.ts";

/**
 * A Pod with what the API server fills in where it says nothing, so that a Pod that says a default and one that leaves it out are alike. Nothing that the Pod
 * says is changed or dropped. Empty parts that mean nothing (affinity, security contexts, capabilities) count as there.
 */
export function withStoredDefaults({ pod, trace = [] }: TracedPod): TracedPod {
  const leaves: TracedField[] = [];
  const filled = fill(pod, withEmptyParts(storedPod(pod)), { path: [], tree: traceTree(trace) }, leaves) as Pod;
  return { pod: filled, trace: leaves };
}

/** The account's old name repeats the account. */
function withEmptyParts({ spec, ...pod }: Pod): Pod {
  if (!spec) return pod;
  const { serviceAccount: _, ...rest } = spec;
  const containers = rest.containers?.map(withEmptySecurity);
  const initContainers = rest.initContainers?.map(withEmptySecurity);
  return { ...pod, spec: { affinity: {}, ...rest, containers, ...(initContainers && { initContainers }) } };
}

function withEmptySecurity<T extends { readonly securityContext?: object }>(container: T): T {
  return { ...container, securityContext: { capabilities: {}, ...container.securityContext } };
}

interface At {
  readonly path: FieldPath;
  readonly tree: TraceTree | undefined;
}

function fill(given: unknown, stored: unknown, at: At, leaves: TracedField[]): unknown {
  const below = (key: string | number): At => ({ path: [...at.path, key], tree: at.tree?.at(key) });
  if (Array.isArray(given ?? stored)) {
    const items: readonly unknown[] = Array.isArray(given) ? given : (stored as readonly unknown[]);
    if (items.length === 0) leaves.push(leafOf(items, at));
    const counterparts = given === undefined ? [] : counterpartsOf(items, Array.isArray(stored) ? stored : []);
    return items.map((item, index) => fill(item, counterparts[index], below(index), leaves));
  }
  if (isObject(given ?? stored)) {
    const own = isObject(given) ? given : {};
    const other = isObject(stored) && !Array.isArray(stored) ? stored : {};
    const keys = [...Object.keys(own), ...Object.keys(other).filter((key) => !Object.hasOwn(own, key))];
    if (keys.length === 0) leaves.push(leafOf(own, at));
    return Object.fromEntries(keys.map((key) => [key, fill(own[key], other[key], below(key), leaves)]));
  }
  const value = given ?? stored;
  leaves.push(leafOf(value, at));
  return value;
}

function leafOf(value: unknown, { path, tree }: At): TracedField {
  return tree?.leaves[0] ?? { path, value, origin: filledByApiServer, overrode: [] };
}

/** What the API server made of each item of a list, of which it may drop some: then those that bear a name alone are told by it. */
function counterpartsOf(given: readonly unknown[], stored: readonly unknown[]): readonly unknown[] {
  if (given.length === stored.length) return stored;
  return given.map((item) => {
    const isLike = (each: unknown): boolean => nameOf(each) !== undefined && nameOf(each) === nameOf(item);
    return given.filter(isLike).length === 1 ? stored.find(isLike) : undefined;
  });
}

function nameOf(item: unknown): unknown {
  return isObject(item) ? item.name : undefined;
}
