import { type Document, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { DocumentPath } from "./source-location.ts";

/** What stands at a path, aliases resolved, and where in the text: a map entry at its key. */
export interface LocatedNode {
  readonly node: unknown;
  readonly offset: number;
}

/**
 * Finds what stands at a path; else its nearest parent.
 * @param targets - what each alias of the document stands for
 */
export function nodeLocator(
  document: Document.Parsed,
  targets: ReadonlyMap<unknown, Node>,
): (path: DocumentPath) => LocatedNode {
  const index: Index = { targets, maps: new Map() };
  const start = startOf(document.contents) ?? document.range[0];
  return (path) => {
    let offset = start;
    let node: unknown = document.contents;
    for (const segment of path) {
      const child = childOf(node, segment, index);
      if (!child) break;
      offset = child.offset ?? offset;
      node = child.node;
    }
    return { node: targets.get(node) ?? node, offset };
  };
}

interface Index {
  readonly targets: ReadonlyMap<unknown, Node>;
  /** The entries of maps that were asked for, by key. */
  readonly maps: Map<YAMLMap, ReadonlyMap<string, Pair>>;
}

interface Child {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function childOf(parent: unknown, segment: string | number, index: Index): Child | undefined {
  const node = index.targets.get(parent) ?? parent;
  if (isSeq(node)) {
    const item = typeof segment === "number" ? node.items[segment] : undefined;
    return item === undefined ? undefined : { node: item, offset: startOf(item) };
  }
  if (!isMap(node)) return undefined;
  const own = entriesOf(node, index).get(String(segment));
  if (own) return { node: own.value, offset: startOf(own.key) };
  for (const map of mergedMaps(node.items, index)) {
    const child = childOf(map, segment, index);
    if (child) return child;
  }
  return undefined;
}

function entriesOf(map: YAMLMap, { maps }: Index): ReadonlyMap<string, Pair> {
  const known = maps.get(map);
  if (known) return known;
  const entries = new Map<string, Pair>();
  for (const pair of map.items) {
    const key = keyOf(pair);
    if (key !== undefined && !entries.has(key)) entries.set(key, pair);
  }
  maps.set(map, entries);
  return entries;
}

/** The maps that `<<` entries bring in; the first one that has a key gives it. */
function mergedMaps(pairs: readonly Pair[], { targets }: Index): readonly unknown[] {
  return pairs
    .filter((pair) => keyOf(pair) === "<<")
    .flatMap((pair) => {
      const merged = targets.get(pair.value) ?? pair.value;
      return isSeq(merged) ? merged.items : [merged];
    });
}

function keyOf(pair: unknown): string | undefined {
  if (!isPair(pair)) return undefined;
  return isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : undefined;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
