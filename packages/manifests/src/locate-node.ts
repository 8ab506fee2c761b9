import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { DocumentPath } from "./source-location.ts";

/** Offset in the text of what stands at a path: a map entry's key, a list's item; else of its nearest parent. */
export function locateNode(document: Document.Parsed, path: DocumentPath): number {
  let offset = startOf(document.contents) ?? document.range[0];
  let node: unknown = document.contents;
  for (const segment of path) {
    const child = childOf(document, node, segment);
    if (!child) break;
    offset = child.offset ?? offset;
    node = child.node;
  }
  return offset;
}

interface Child {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function childOf(document: Document.Parsed, parent: unknown, segment: string | number): Child | undefined {
  const node = resolve(document, parent);
  if (isSeq(node)) {
    const item = typeof segment === "number" ? node.items[segment] : undefined;
    return item === undefined ? undefined : { node: item, offset: startOf(item) };
  }
  if (!isMap(node)) return undefined;
  const own = node.items.find((pair) => keyOf(pair) === String(segment));
  if (own) return { node: own.value, offset: startOf(own.key) };
  return mergedMaps(document, node.items)
    .map((map) => childOf(document, map, segment))
    .find((child) => child !== undefined);
}

/** The maps that `<<` entries bring in; the first one that has a key gives it. */
function mergedMaps(document: Document.Parsed, pairs: readonly Pair[]): readonly unknown[] {
  return pairs
    .filter((pair) => keyOf(pair) === "<<")
    .flatMap((pair) => {
      const merged = resolve(document, pair.value);
      return isSeq(merged) ? merged.items : [merged];
    });
}

function resolve(document: Document.Parsed, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function keyOf(pair: unknown): string | undefined {
  if (!isPair(pair)) return undefined;
  return isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : undefined;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
