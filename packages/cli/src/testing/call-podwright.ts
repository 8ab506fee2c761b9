import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { renderProblem } from "@podwright/core";
import { runCommandLine } from "../command-line/run-command-line.ts";

export interface CallResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  /** The current folder; files are still to be named by absolute paths. */
  readonly workingDirectory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly interrupted?: AbortSignal;
  /** Default: podwright. */
  readonly programName?: "kubectl podwright";
  /** Makes stdout a terminal of this width. */
  readonly columns?: number;
}

/** A whole command line, in this process, with pipes for its output and no environment but the given one. */
export async function callPodwright(args: readonly string[], options: CallOptions = {}): Promise<CallResult> {
  const stdout = Object.assign(new PassThrough(), options.columns && { isTTY: true, columns: options.columns });
  const stderr = new PassThrough();
  const texts = Promise.all([text(stdout), text(stderr)]);
  const exitCode = await runCommandLine(args, {
    programName: options.programName ?? "podwright",
    environment: options.environment ?? {},
    workingDirectory: options.workingDirectory ?? "/nowhere",
    version: "1.2.3",
    stdout,
    stderr,
    interrupted: options.interrupted ?? new AbortController().signal,
    hastened: new AbortController().signal,
    warn: (problem) => stderr.write(`${renderProblem(problem)}\n`),
  });
  stdout.end();
  stderr.end();
  const [out, err] = await texts;
  return { exitCode, stdout: out, stderr: err };
}
