import type { Document, Node, Pair, Scalar, YAMLMap } from "yaml";

type Yaml = Pick<typeof import("yaml"), "isAlias" | "isMap" | "isScalar" | "isSeq">;

/** A node of a config file as far as settings need it: all scalars are texts, as they stand in the file. */
export type ConfigNode =
  | { readonly kind: "nothing" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "map"; readonly entries: readonly ConfigEntry[] }
  | { readonly kind: "unknown alias" };

export interface ConfigEntry {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | null;
}

/**
 * Reads one node, aliases followed and `<<` merged; nothing below it is read, so that aliases of aliases cost nothing.
 * A plain scalar keeps the letters that the file has: a secret key of digits loses no leading zero.
 */
export function configNode(node: Node | null, document: Document, yaml: Yaml): ConfigNode {
  const target = yaml.isAlias(node) ? node.resolve(document) : node;
  if (target === undefined) return { kind: "unknown alias" };
  if (target === null) return { kind: "nothing" };
  if (yaml.isMap(target)) return { kind: "map", entries: entriesOf(target, { document, yaml, above: [] }) };
  if (yaml.isSeq(target)) return { kind: "list", items: target.items as Node[] };
  return yaml.isScalar(target) ? scalarNode(target) : { kind: "nothing" };
}

function scalarNode({ source, type, value }: Scalar): ConfigNode {
  const text = source ?? String(value);
  const isNothing = type === "PLAIN" && /^(?:~|null|Null|NULL|)$/.test(text);
  return isNothing || value === null ? { kind: "nothing" } : { kind: "text", text };
}

interface EntryContext {
  readonly document: Document;
  readonly yaml: Yaml;
  /** The maps around, which a merge must not lead back to. */
  readonly above: readonly YAMLMap[];
}

/** What is merged in comes first: the map's own keys come later, and win. */
function entriesOf(map: YAMLMap, context: EntryContext): readonly ConfigEntry[] {
  const { yaml } = context;
  if (context.above.includes(map)) return [];
  const inside = { ...context, above: [...context.above, map] };
  const merged: ConfigEntry[] = [];
  const own: ConfigEntry[] = [];
  for (const { key, value } of map.items as Pair<Node, Node | null>[]) {
    const text = yaml.isScalar(key) ? (key.source ?? String(key.value)) : "";
    if (text === "<<" && yaml.isScalar(key) && key.type === "PLAIN") merged.push(...mergedEntries(value, inside));
    else own.push({ key: text, keyNode: key, value });
  }
  return [...merged, ...own];
}

/** Of several maps the first that has a key gives it. */
function mergedEntries(value: Node | null, context: EntryContext): readonly ConfigEntry[] {
  const { yaml, document } = context;
  const target = yaml.isAlias(value) ? value.resolve(document) : value;
  if (yaml.isMap(target)) return entriesOf(target, context);
  if (yaml.isSeq(target)) return (target.items as Node[]).toReversed().flatMap((item) => mergedEntries(item, context));
  return [];
}
