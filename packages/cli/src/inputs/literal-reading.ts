import type { Literal } from "@podwright/core";

/** A literal, or why there is none: words that follow "must be a float, ". */
export type LiteralReading = { readonly literal: Literal } | { readonly mismatch: string };

/** The literals of all readings, or the first mismatch with the place it has among them. */
export function allLiterals(
  readings: readonly (readonly [string, LiteralReading])[],
): { readonly literals: readonly (readonly [string, Literal])[] } | { readonly mismatch: string } {
  const literals: (readonly [string, Literal])[] = [];
  for (const [place, reading] of readings) {
    if ("mismatch" in reading) return { mismatch: `at ${place} ${reading.mismatch}` };
    literals.push([place, reading.literal]);
  }
  return { literals };
}

/** A value as it is quoted in problems: JSON, cut to one line. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
