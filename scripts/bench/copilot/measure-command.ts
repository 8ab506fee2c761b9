import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What one run of a command took. */
export interface Measured {
  readonly seconds: number;
  /** The most memory that it had at any time, in MiB (VmHWM). */
  readonly peakMebibytes: number;
}

interface Command {
  readonly argv: readonly [string, ...string[]];
  /** All of its environment but PATH. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The mark only rises, so that a look now and then does; the first ones come soon, for what ends soon. */
const looksMs = { first: 4, later: 20, longest: 600_000 };

/** Runs a command to its end. @throws when it fails, with the end of what it printed */
export async function measureCommand({ argv: [program, ...rest], environment }: Command): Promise<Measured> {
  const start = performance.now();
  const child = spawn(program, rest, {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: looksMs.longest,
  });
  let peakMebibytes = 0;
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed = (printed + text).slice(-4_000);
    });
  }
  const look = () => {
    peakMebibytes = Math.max(peakMebibytes, peakOf(child.pid));
    timer = setTimeout(look, performance.now() - start < 500 ? looksMs.first : looksMs.later);
  };
  let timer = setTimeout(look, looksMs.first);
  const exited = Promise.withResolvers<number | null>();
  let seconds = 0;
  child.on("error", exited.reject);
  child.on("exit", () => {
    seconds = (performance.now() - start) / 1000;
  });
  child.on("close", exited.resolve);
  const exit = await exited.promise.finally(() => clearTimeout(timer));
  if (exit !== 0) throw new Error(`${program} ended with ${exit}: ${printed}`);
  return { seconds, peakMebibytes };
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // It has ended.
  }
}
