import { type Document, type Node, visit } from "yaml";

interface AliasFault {
  readonly reason: string;
  /** Of the alias in the text. */
  readonly offset: number;
}

/** The first alias without an anchor before it, or inside of what it stands for, which would never end. */
export function findAliasFault(document: Document.Parsed): AliasFault | undefined {
  const anchored = new Map<string, Node>();
  let fault: AliasFault | undefined;
  visit(document, {
    Value: (_, node) => {
      if (node.anchor) anchored.set(node.anchor, node);
    },
    Alias: (_, { source, range }, path) => {
      const target = anchored.get(source);
      if (target && !path.includes(target)) return undefined;
      const reason = target
        ? `the anchor ${source} holds an alias of itself`
        : `unresolved alias (the anchor must be set before the alias): ${source}`;
      fault = { reason, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return fault;
}
