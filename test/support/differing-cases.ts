interface Case {
  readonly id: string;
}

const shown = 5;

/**
 * Which cases differ from what is wanted: the first few, each with its id and its difference, and how many more. Goes through thousands of
 * cases in one test, where a test for each would cost more than what it holds.
 * @param differenceOf - what is wrong with a case, such as `firstDifference` tells it; undefined where nothing is
 */
export function differingCases<T extends Case>(
  cases: readonly T[],
  differenceOf: (each: T) => string | undefined,
): readonly string[] {
  const differing = cases.flatMap((each) => {
    const difference = guarded(each, differenceOf);
    return difference === undefined ? [] : [`${each.id}: ${difference}`];
  });
  if (differing.length <= shown) return differing;
  return [...differing.slice(0, shown), `and ${differing.length - shown} more`];
}

function guarded<T>(each: T, differenceOf: (each: T) => string | undefined): string | undefined {
  try {
    return differenceOf(each);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
