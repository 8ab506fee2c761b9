import type { Document } from "yaml";

/** What is wrong with a document's text. */
export interface SyntaxFault {
  readonly reason: string;
  /** Where in the text. */
  readonly offset: number;
}

const unclosed = /\bend with a \S|^Missing closing /;

/**
 * The mistakes of one document. A syntax error makes the parser stumble over what comes behind it, so there is at most one: that a
 * list, map or quote is never closed, if the parser noticed that, else the first. Without one, each duplicate key counts.
 */
export function findSyntaxFaults({ errors, warnings }: Document.Parsed): readonly SyntaxFault[] {
  const faults = [...errors, ...warnings].map(({ code, message, pos: [offset] }) => ({
    code,
    reason: message,
    offset,
  }));
  const syntaxErrors = faults.filter(({ code }) => code !== "DUPLICATE_KEY");
  const cause = syntaxErrors.find(({ reason }) => unclosed.test(reason)) ?? syntaxErrors[0];
  if (!cause) return faults;
  const more = faults.length - 1;
  if (more === 0) return [cause];
  const rest = more === 1 ? "1 more error follows from it" : `${more} more errors follow from it`;
  return [{ ...cause, reason: `${cause.reason} (${rest})` }];
}
