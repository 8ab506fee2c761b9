/**
 * The candidate that a misspelt word most likely means: at most a third of its letters differ (one, in short words of
 * two letters and more), whatever their case.
 * @param most - how many letters may differ at most, where that is fewer
 * @returns undefined if none comes close
 */
export function didYouMean(
  word: string,
  candidates: readonly string[],
  most: number = Number.POSITIVE_INFINITY,
): string | undefined {
  const allowed = (candidate: string) => Math.min(most, mostWrong(candidate));
  const close = candidates
    .filter((candidate) => Math.abs(candidate.length - word.length) <= allowed(candidate))
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= allowed(candidate))
    .sort((a, b) => a.distance - b.distance);
  return close[0]?.candidate;
}

/** A narrow bound for `most`: two letters that changed places differ in two. */
export const lettersOfATypo = 2;

function mostWrong(candidate: string): number {
  return candidate.length < 2 ? 0 : Math.max(1, Math.floor(candidate.length / 3));
}

/** Letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
