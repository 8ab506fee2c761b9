import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";

/** The machine lacks something; the message says, in one line, what to do. */
export class InstallError extends Error {}

export interface Command {
  readonly command: readonly [string, ...string[]];
  /** Where it runs; default: outside of any project, so that none of its settings count. */
  readonly folder?: string;
  /** Beside this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether what it prints on stdout is of no interest. */
  readonly quiet?: boolean;
  /** What to say when there is no such program. */
  readonly missing?: string;
  /** What to say when it fails. */
  readonly failed?: string;
}

/** Runs a program; what it says goes to stderr. */
export async function runCommand({ command, folder, environment, quiet, missing, failed }: Command): Promise<void> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: folder ?? tmpdir(),
    env: { ...process.env, ...environment },
    stdio: ["ignore", quiet ? "ignore" : 2, 2],
  });
  let status: number | null;
  try {
    [status] = (await once(child, "close")) as [number | null];
  } catch (error) {
    throw new InstallError(missing ?? `${program} cannot be started: ${(error as Error).message}`);
  }
  if (status !== 0) throw new InstallError(failed ?? `${command.join(" ")} failed with exit code ${status}`);
}
