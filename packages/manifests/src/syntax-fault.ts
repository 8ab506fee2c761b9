import type { Document } from "yaml";

/** What is wrong with a document's text. */
export interface SyntaxFault {
  readonly reason: string;
  /** Where in the text. */
  readonly offset: number;
}

const unclosed = /\bend with a \S|^Missing closing /;

/**
 * The syntax error of a document. One makes the parser stumble over what comes behind it, so there is at most one: that a list, map or
 * quote is never closed, if the parser noticed that, else the first.
 */
export function findSyntaxFault({
  errors,
  warnings,
}: Pick<Document.Parsed, "errors" | "warnings">): SyntaxFault | undefined {
  const faults = [...errors, ...warnings];
  const cause = faults.find(({ message }) => unclosed.test(message)) ?? faults[0];
  if (!cause) return undefined;
  const more = faults.length - 1;
  const rest = more === 1 ? " (1 more error follows from it)" : ` (${more} more errors follow from it)`;
  return { reason: more === 0 ? cause.message : cause.message + rest, offset: cause.pos[0] };
}
