import type { Document, ErrorCode } from "yaml";

/** What is wrong with a document's text. */
export interface SyntaxFault {
  readonly reason: string;
  /** Where in the text. */
  readonly offset: number;
  /** What to do about it; absent: there is no more to say than where. */
  readonly fix?: string;
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
  const fix = fixes[cause.code];
  return {
    reason: more === 0 ? cause.message : cause.message + rest,
    offset: cause.pos[0],
    ...(fix !== undefined && { fix }),
  };
}

/** By the library's codes. */
const fixes: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: "indent with spaces: YAML takes no tabs there",
  BAD_INDENT: "indent it as its neighbours are, with spaces",
  BLOCK_AS_IMPLICIT_KEY: "put the text in quotes, or begin a new line behind its colon",
  MULTILINE_IMPLICIT_KEY: "keep the key on one line, with a colon behind it",
  MISSING_CHAR: "close what is open there, or put the text in quotes",
  BAD_SCALAR_START: "put the text in quotes: YAML takes none that begins so",
};
