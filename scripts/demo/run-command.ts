import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

interface CommandInput {
  readonly argv: readonly [string, ...string[]];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Interrupts the command, as Ctrl-C does; it is waited for all the same. */
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

export interface CommandResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs a command to its end and hands out its lines as they come, those of both streams. */
export async function runCommand(input: CommandInput): Promise<CommandResult> {
  const [program, ...args] = input.argv;
  // A process group of its own: Ctrl-C in the terminal reaches the command once, through the signal.
  const child = spawn(program, args, {
    cwd: input.workingDirectory,
    env: input.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const interrupt = () => child.kill("SIGINT");
  input.signal.addEventListener("abort", interrupt);
  if (input.signal.aborted) interrupt();
  const lines: string[] = [];
  const read = async (stream: Readable) => {
    for await (const line of createInterface({ input: stream })) {
      lines.push(line);
      input.onLine(line);
    }
  };
  const ended = Promise.withResolvers<number | null>();
  child.once("error", ended.reject);
  child.once("close", ended.resolve);
  try {
    const [exitCode] = await Promise.all([ended.promise, read(child.stdout), read(child.stderr)]);
    return { exitCode, output: lines.join("\n") };
  } finally {
    input.signal.removeEventListener("abort", interrupt);
  }
}
