import type { Missing } from "./contender.ts";

/** Medians as one line of JSON on stdout; a table with every run on stderr, and what was not measured. */
export function printRuns(milliseconds: ReadonlyMap<string, readonly number[]>, missing: readonly Missing[]): void {
  const medians = [...milliseconds].map(([name, spent]) => ({ name, spent, medianMs: round(median(spent)) }));
  const first = medians.find(({ name }) => name === "podwright run")?.medianMs;
  for (const { name, spent, medianMs } of medians) {
    const times = first === undefined ? "" : `${(medianMs / first).toFixed(2)} x podwright run`;
    const least = `least ${round(Math.min(...spent))} ms`;
    console.error(
      `${name.padEnd(15)} ${String(medianMs).padStart(6)} ms  ${least.padEnd(15)}  ${times.padEnd(22)}  runs ${spent.map(round).join(" ")}`,
    );
  }
  for (const { names, reason } of missing) console.error(`not measured: ${names.join(" and ")}: ${reason}`);
  const figures = Object.fromEntries(medians.map(({ name, medianMs }) => [name, medianMs]));
  const rounds = Math.max(0, ...medians.map(({ spent }) => spent.length));
  console.log(
    JSON.stringify({ bench: "run", rounds, medianMs: figures, missing: missing.flatMap(({ names }) => names) }),
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function round(value: number): number {
  return Math.round(value);
}
