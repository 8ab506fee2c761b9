import { spawn } from "node:child_process";
import { join } from "node:path";

const program = join(import.meta.dirname, "../../packages/copilot/bin/podwright-copilot");

export interface CopilotRun {
  readonly exit: number | null;
  /** The signal that killed it; null when it ended by itself. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CopilotStart {
  readonly argv: readonly string[];
  /** All of the environment but PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What the command line is given to, such as a program that limits its memory. Default: nothing. */
  readonly under?: readonly string[];
  /** Called with its process id. */
  readonly onStart?: (processId: number) => void;
  /** Called for each line of stderr. */
  readonly onLine?: (line: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the bundled copilot as a container would, under umask 022. */
export function runCopilot({ argv, env = {}, cwd, under = [], onStart, onLine }: CopilotStart): Promise<CopilotRun> {
  process.umask(0o022);
  const [command = "", ...args] = [...under, process.execPath, program, ...argv];
  const child = spawn(command, args, { cwd, env: { PATH: "/usr/bin:/bin", ...env } });
  if (child.pid !== undefined) onStart?.(child.pid);
  const kill = (signal: NodeJS.Signals) => child.kill(signal);
  let [stdout, stderr, seen] = ["", "", 0];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    for (let end = stderr.indexOf("\n", seen); end >= 0; end = stderr.indexOf("\n", seen)) {
      onLine?.(stderr.slice(seen, end), kill);
      seen = end + 1;
    }
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit, signal) => resolve({ exit, signal, stdout, stderr }));
  });
}

/** An environment in which the program gets a signal so long after it began to listen for it, however slow the machine. */
export function signalledAfter(milliseconds: number, signal: NodeJS.Signals = "SIGTERM") {
  return importing(`process.on("newListener", (name) =>
    name === "${signal}" && setTimeout(() => process.kill(process.pid, name), ${milliseconds}));`);
}

/**
 * An environment in which the program gets a signal once more when it has taken it: two of one kind that are sent before the first
 * is taken are one.
 */
export function signalledAgain(signal: NodeJS.Signals) {
  return importing(`process.once("${signal}", (name) => process.kill(process.pid, name));`);
}

function importing(script: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}
