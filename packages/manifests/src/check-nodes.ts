import { type Alias, type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { documentLimits } from "./document-limits.ts";
import type { SyntaxFault } from "./syntax-fault.ts";

export interface NodeCheck {
  /** Each duplicate key, or else the first alias, key or merge that cannot be what it is. */
  readonly faults: readonly SyntaxFault[];
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<unknown, Node>;
}

/** Goes once through a document without syntax errors, and finds what the parser passes over. */
export function checkNodes(document: Document.Parsed): NodeCheck {
  const check: Check = {
    anchored: new Map(),
    sizes: new Map(),
    open: new Set(),
    targets: new Map(),
    duplicates: [],
    faults: [],
  };
  const size = visit(document.contents, check);
  if (size > documentLimits.values)
    refuse(
      `with all that aliases repeat there are more than ${documentLimits.values} values`,
      document.contents,
      check,
      "write the values out in place of aliases (*name) of aliases, or take some out",
    );
  const { duplicates, faults, targets } = check;
  return { faults: duplicates.length > 0 ? duplicates : faults.slice(0, 1), targets };
}

interface Check {
  readonly anchored: Map<string, Node>;
  /** How many values a node holds, itself included. */
  readonly sizes: Map<Node, number>;
  /** The nodes that hold the present one. */
  readonly open: Set<unknown>;
  readonly targets: Map<unknown, Node>;
  readonly duplicates: SyntaxFault[];
  readonly faults: SyntaxFault[];
}

function visit(node: unknown, check: Check): number {
  if (isAlias(node)) return visitAlias(node, check);
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return 1;
  if (node.anchor) check.anchored.set(node.anchor, node);
  check.open.add(node);
  const size = isMap(node) ? visitMap(node, check) : isSeq(node) ? visitAll(node.items, check) : 1;
  check.open.delete(node);
  if (node.anchor) check.sizes.set(node, size);
  return size;
}

function visitAll(items: readonly unknown[], check: Check): number {
  let size = 1;
  for (const item of items)
    size += isPair(item) ? visit(item.key, check) + visit(item.value, check) : visit(item, check);
  return size;
}

function visitMap(map: YAMLMap, check: Check): number {
  const size = visitAll(map.items, check);
  const seen = new Set<unknown>();
  for (const { key, value } of map.items) {
    const named = targetOf(key, check);
    if (isMap(named) || isSeq(named))
      refuse("a key must be text, not a list or a map", key, check, "put the key in quotes");
    if (!isScalar(named)) continue;
    if (typeof named.value === "symbol") checkMerge(value, check);
    else if (seen.has(named.value))
      check.duplicates.push({ reason: "Map keys must be unique", offset: offsetOf(key), fix: onlyOnce(named.value) });
    seen.add(named.value);
  }
  return size;
}

/** `<<` stands as a symbol. */
function checkMerge(value: unknown, check: Check): void {
  const merged = targetOf(value, check);
  const sources = isSeq(merged) ? merged.items : [merged];
  if (!sources.every((source) => isMap(targetOf(source, check))))
    refuse("<< takes a map, or a list of maps", value, check, "let << name a map by an alias (<<: *name)");
}

function visitAlias(alias: Alias, check: Check): number {
  const { source } = alias;
  const target = check.anchored.get(source);
  if (!target)
    refuse(
      `unresolved alias (the anchor must be set before the alias): ${source}`,
      alias,
      check,
      "set the anchor (&name) above it, or put the text in quotes if no alias is meant",
    );
  else if (check.open.has(target))
    refuse(`the anchor ${source} holds an alias of itself`, alias, check, "write the value out in place of the alias");
  else check.targets.set(alias, target);
  if (check.targets.size > documentLimits.aliases)
    refuse(
      `there are more than ${documentLimits.aliases} aliases`,
      alias,
      check,
      "write some of the values out in place of aliases (*name)",
    );
  return (target && check.sizes.get(target)) ?? 1;
}

function targetOf(node: unknown, { targets }: Check): unknown {
  return targets.get(node) ?? node;
}

function onlyOnce(key: unknown): string {
  return `${typeof key === "string" && key.length <= 60 ? `${key} stands twice in one map` : "a key stands twice in one map"}: take one of the two away`;
}

function refuse(reason: string, node: unknown, check: Check, fix?: string): void {
  check.faults.push({ reason, offset: offsetOf(node), ...(fix !== undefined && { fix }) });
}

function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
