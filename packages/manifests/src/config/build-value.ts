import type { ConfigEntries, ConfigKey, ConfigValue } from "@podwright/core";
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { documentLimits } from "../document-limits.ts";
import type { SyntaxFault } from "../syntax-fault.ts";
import { resolveScalar } from "./resolve-scalar.ts";

/**
 * The value of a document as Go's yaml.v3 decodes it, or why that refuses it: anchors and `<<` are resolved, a map with a key that is given twice is refused.
 * @param lineOf - the line of an offset, counted from 1
 * @source gopkg.in/yaml.v3 decode.go, v3.0.1
 */
export function buildValue(
  document: Document.Parsed,
  lineOf: (offset: number) => number,
): { readonly value: ConfigValue } | { readonly refusals: readonly SyntaxFault[] } {
  const walk: Walk = { targets: aliasTargets(document), lineOf, refusals: [], open: new Set(), decoded: 0, aliased: 0 };
  const value = document.contents === null ? null : nodeValue(document.contents, walk);
  return walk.refusals.length > 0 ? { refusals: walk.refusals } : { value };
}

interface Walk {
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly lineOf: (offset: number) => number;
  readonly refusals: SyntaxFault[];
  /** Anchored nodes that are being read in the place of an alias. */
  readonly open: Set<Node>;
  decoded: number;
  aliased: number;
}

/** What each alias stands for: the last node before it that has the anchor. */
export function aliasTargets(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Value: (_, node) => {
      if (node.anchor) anchored.set(node.anchor, node);
    },
    Alias: (_, alias) => {
      const target = anchored.get(alias.source);
      if (target) targets.set(alias, target);
    },
  });
  return targets;
}

function nodeValue(node: unknown, walk: Walk): ConfigValue {
  if (walk.refusals.at(-1)?.reason === tooManyAliases) return null;
  walk.decoded++;
  if (walk.open.size > 0) walk.aliased++;
  if (isBomb(walk)) return refuse(node, tooManyAliases, walk);
  if (isAlias(node)) return aliasValue(node, walk);
  if (isSeq(node)) return node.items.map((item) => nodeValue(item, walk));
  if (isMap(node)) return mapValue(node, walk);
  if (!isScalar(node)) return null;
  const { type, tag, value, source } = node;
  const quoted = type !== undefined && type !== "PLAIN";
  const text = typeof value === "string" ? value : (source ?? "");
  const resolved = resolveScalar({ text, tag: shortTag(tag), quoted });
  return "value" in resolved ? resolved.value : refuse(node, resolved.refused, walk);
}

const tooManyAliases = "document contains excessive aliasing";

/**
 * As Go has it for documents of this size, and with fewer values and aliases than Go would go through.
 * @source gopkg.in/yaml.v3 decode.go allowedAliasRatio, v3.0.1
 */
function isBomb({ decoded, aliased, targets }: Walk): boolean {
  if (aliased === 0) return false;
  if (decoded > documentLimits.values || targets.size > documentLimits.aliases) return true;
  return aliased > 100 && decoded > 1000 && aliased / decoded > 0.99;
}

function aliasValue(alias: Alias, walk: Walk): ConfigValue {
  const target = walk.targets.get(alias);
  if (!target) return refuse(alias, `unknown anchor '${alias.source}' referenced`, walk);
  if (walk.open.has(target)) return refuse(alias, `anchor '${alias.source}' value contains itself`, walk);
  walk.open.add(target);
  const value = nodeValue(target, walk);
  walk.open.delete(target);
  return value;
}

function mapValue(node: YAMLMap, walk: Walk): ConfigEntries {
  const map = new Map<ConfigKey, ConfigValue>();
  if (findDuplicates(node, walk)) return map;
  let merged: unknown;
  for (const pair of node.items) {
    if (isMergeKey(pair.key)) {
      merged = pair.value;
      continue;
    }
    const key = nodeValue(pair.key, walk);
    if (typeof key === "object" && key !== null) refuse(pair.key, "invalid map key", walk);
    else map.set(key, nodeValue(pair.value, walk));
  }
  if (merged !== undefined) merge(map, merged, walk);
  return map;
}

/** Own keys win over merged ones, and of several merged maps the first. */
function merge(map: Map<ConfigKey, ConfigValue>, node: unknown, walk: Walk): void {
  const target = targetOf(node, walk);
  const sources: readonly unknown[] = isSeq(target) ? (target as YAMLSeq).items : [node];
  for (const source of sources) {
    if (!isMap(targetOf(source, walk))) {
      refuse(source, "map merge requires map or sequence of maps as the value", walk);
      return;
    }
    const value = nodeValue(source, walk);
    if (!(value instanceof Map)) return;
    for (const [key, each] of value as ConfigEntries) if (!map.has(key)) map.set(key, each);
  }
}

function targetOf(node: unknown, walk: Walk): unknown {
  return isAlias(node) ? walk.targets.get(node) : node;
}

function findDuplicates(node: YAMLMap, walk: Walk): boolean {
  const seen = new Map<string, number>();
  const before = walk.refusals.length;
  for (const { key } of node.items) {
    const text = isScalar(key) ? String(key.value ?? key.source ?? "") : isAlias(key) ? `*${key.source}` : undefined;
    if (text === undefined) continue;
    const line = walk.lineOf(offsetOf(key));
    const first = seen.get(text);
    if (first === undefined) seen.set(text, line);
    else refuse(key, `mapping key ${JSON.stringify(text)} already defined at line ${first}`, walk);
  }
  return walk.refusals.length > before;
}

function isMergeKey(key: unknown): boolean {
  if (!isScalar(key) || key.value !== "<<") return false;
  return key.tag === undefined || key.tag === "!" ? key.type === "PLAIN" : /(^!!|:)merge$/.test(key.tag);
}

function shortTag(tag: string | undefined): string | undefined {
  return tag?.replace(/^tag:yaml\.org,2002:/, "!!");
}

function refuse(node: unknown, reason: string, walk: Walk): null {
  const [, fix] = fixes.find(([begin]) => reason.startsWith(begin)) ?? [];
  walk.refusals.push({ reason, offset: offsetOf(node), ...(fix !== undefined && { fix }) });
  return null;
}

/** What to do about what Go's reader refuses, by how it says it. */
const fixes: readonly (readonly [begin: string, fix: string])[] = [
  [tooManyAliases, "write the values out in place of aliases (*name) of aliases"],
  ["unknown anchor", "set the anchor (&name) above it, or put the text in quotes if no alias is meant"],
  ["anchor", "write the value out in place of the alias"],
  ["mapping key", "take one of the two away"],
  ["invalid map key", "put the key in quotes"],
  ["map merge", "let << name a map by an alias (<<: *name)"],
];

function offsetOf(node: unknown): number {
  if (isPair(node)) return offsetOf(node.key);
  return (node as Node | null | undefined)?.range?.[0] ?? 0;
}
