import type { Direction } from "./contenders.ts";
import type { Measured } from "./measure-command.ts";
import type { Workload } from "./workloads.ts";

interface Figures {
  readonly workload: Workload;
  readonly direction: Direction;
  /** By contender; the last one is what the others are compared with. */
  readonly runs: ReadonlyMap<string, readonly Measured[]>;
}

/** One line a contender: the median and every run's seconds, its rate, the highest memory, and how it stands to the others. */
export function printFigures({ workload, direction, runs }: Figures): void {
  console.log(`${workload.name} ${direction}`);
  const medians = new Map([...runs].map(([name, measured]) => [name, median(measured.map(({ seconds }) => seconds))]));
  for (const [name, measured] of runs) {
    const seconds = medians.get(name) ?? 0;
    const peak = Math.max(...measured.map(({ peakMebibytes }) => peakMebibytes));
    const rate = workload.sizeBytes / 1024 / 1024 / seconds;
    const ratios = [...medians]
      .filter(([other]) => other !== name)
      .map(([other, otherSeconds]) => `${(seconds / otherSeconds).toFixed(2)} x ${other}`);
    console.log(
      [
        `  ${name.padEnd(10)} ${seconds.toFixed(3)} s`,
        `${rate.toFixed(rate < 10 ? 2 : 0)} MiB/s`,
        `peak ${peak.toFixed(0)} MiB`,
        ...ratios,
        `runs ${measured.map((run) => run.seconds.toFixed(3)).join(" ")}`,
      ].join("  "),
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
