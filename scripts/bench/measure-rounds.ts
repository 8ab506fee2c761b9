/** How often a second, and how long in microseconds, one item takes; medians over rounds. */
export interface Measured {
  readonly perSecond: number;
  readonly microseconds: number;
  /** Of each item by the wall clock. */
  readonly wall: { readonly perSecond: number; readonly microseconds: number };
}

const rounds = 7;
const secondsARound = 0.4;

/**
 * Measures jobs that each go over the same items. In a round they take turns, each as often as fits into its time.
 * @param items - how many one call of a job goes over
 */
export function measureRounds<Name extends string>(
  items: number,
  jobs: Readonly<Record<Name, () => void>>,
): Readonly<Record<Name, Measured>> {
  const entries = Object.entries<() => void>(jobs);
  for (const [, job] of entries) spend(job, secondsARound);
  const taken = new Map<string, { thread: number; wall: number }[]>(entries.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, job] of entries) taken.get(name)?.push(spend(job, secondsARound));
  return Object.fromEntries(
    entries.map(([name]) => {
      const each = taken.get(name) ?? [];
      const thread = figures(median(each.map((round) => round.thread)) / items);
      return [name, { ...thread, wall: figures(median(each.map(({ wall }) => wall)) / items) }];
    }),
  ) as Record<Name, Measured>;
}

/** The seconds of one call, on average over as many as take this long. */
function spend(job: () => void, atLeast: number): { thread: number; wall: number } {
  const begun = process.threadCpuUsage();
  const start = performance.now();
  let calls = 0;
  let wall = 0;
  while (wall < atLeast) {
    job();
    calls++;
    wall = (performance.now() - start) / 1000;
  }
  const { user, system } = process.threadCpuUsage(begun);
  return { thread: (user + system) / 1e6 / calls, wall: wall / calls };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function figures(seconds: number) {
  return { perSecond: Math.round(1 / seconds), microseconds: Math.round(seconds * 1e7) / 10 };
}
