import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { type ExecEnd, maxExecOutputBytes } from "../pod-lifecycle/container-runtime.ts";
import { joinCgroups } from "./cgroups/join-cgroups.ts";
import { type ContainerEntrance, enterArguments, enterEnvironment, nsenterPath } from "./enter-arguments.ts";

/** How long after a program's end its output is waited for, when something that it left behind still holds it open. */
const drainMs = 500;

/** Runs a program in the namespaces of a container's first process, as its user and with its rights. Never rejects. */
export async function execInContainer(
  entrance: ContainerEntrance,
  command: readonly string[],
  signal: AbortSignal,
): Promise<ExecEnd> {
  if (signal.aborted) return { exitCode: 137, output: "" };
  const { outerUserNamespace } = entrance;
  let program: ChildProcess;
  try {
    program = spawn(...joinCgroups(entrance.spec.cgroups, [nsenterPath, enterArguments(entrance, command)]), {
      env: enterEnvironment(entrance.spec),
      detached: true,
      stdio: ["ignore", "pipe", "pipe", ...(outerUserNamespace === undefined ? [] : [outerUserNamespace])],
    });
  } catch (error) {
    return { exitCode: 126, output: (error as Error).message, unstarted: true };
  }
  const kill = (): void => killGroup(program);
  signal.addEventListener("abort", kill, { once: true });
  try {
    return await ending(program);
  } finally {
    signal.removeEventListener("abort", kill);
  }
}

function ending(program: ChildProcess): Promise<ExecEnd> {
  const streams = [program.stdout, program.stderr].filter((stream) => stream !== null);
  const output = collect(streams);
  const { promise, resolve } = Promise.withResolvers<ExecEnd>();
  program.on("error", (error) => resolve({ exitCode: 126, output: error.message, unstarted: true }));
  program.on("exit", () => {
    setTimeout(() => {
      for (const stream of streams) stream.destroy();
    }, drainMs).unref();
  });
  program.on("close", (code, signal) => {
    const text = output();
    const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
    if (text.startsWith("nsenter: ")) resolve({ exitCode: 126, output: text, unstarted: true });
    else resolve({ exitCode, output: text, ...(isUnstarted(exitCode, text) ? { unstarted: true } : {}) });
  });
  return promise;
}

/** The words of `env` when there is no such program, or it is none. */
function isUnstarted(exitCode: number, output: string): boolean {
  return (exitCode === 126 || exitCode === 127) && output.startsWith("/usr/bin/env: ");
}

function collect(streams: readonly Readable[]): () => string {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for (const stream of streams) {
    stream.on("data", (chunk: Buffer) => {
      if (sizeBytes < maxExecOutputBytes) chunks.push(chunk);
      sizeBytes += chunk.length;
    });
    stream.on("error", () => stream.destroy());
  }
  return () => Buffer.concat(chunks).subarray(0, maxExecOutputBytes).toString();
}

/** The program is a child of `nsenter`, in the process group that this one leads. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
