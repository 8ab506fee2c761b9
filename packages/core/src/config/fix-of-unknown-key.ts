import { didYouMean } from "../problem/did-you-mean.ts";

/** What to do about a key that a section does not know. */
export function fixOfUnknownKey(key: string, known: readonly string[]): string {
  const meant = didYouMean(key, known);
  return meant ? `did you mean ${meant}?` : `remove it, or use one of: ${known.join(", ")}`;
}
