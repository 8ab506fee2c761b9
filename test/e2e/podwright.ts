import { join } from "node:path";
import { type CommandResult, runCommand } from "../../scripts/demo/run-command.ts";

const root = join(import.meta.dirname, "../..");

interface PodwrightOptions {
  readonly workingDirectory?: string;
  /** Added to a bare environment that has only PATH, HOME and TMPDIR: nobody is trusted but by what a test says. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/** Runs the built `podwright`, as a user would. */
export async function podwright(args: readonly string[], options: PodwrightOptions = {}): Promise<CommandResult> {
  const { PATH, HOME, TMPDIR } = process.env;
  return await runCommand({
    argv: [process.execPath, join(root, "packages/cli/bin/podwright"), ...args],
    workingDirectory: options.workingDirectory ?? root,
    environment: { PATH, HOME, TMPDIR, ...options.environment },
    signal: options.signal ?? new AbortController().signal,
    onLine: options.onLine ?? (() => {}),
  });
}
