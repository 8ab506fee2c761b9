import { didYouMean } from "@podwright/core";

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What to do about a name that is not among the known ones. */
export function unknownMember(name: string, known: readonly string[]): string {
  const meant = didYouMean(name, known);
  if (meant) return `did you mean ${meant}?`;
  return known.length === 0 ? "remove it" : `use one of: ${known.join(", ")}`;
}
