import type { ChildProcess } from "node:child_process";
import { closeSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import type { LogLine } from "../logs/log-line.ts";
import { splitLines } from "../logs/split-lines.ts";
import type { ContainerEnd, ExecEnd, StartOutcome } from "../pod-lifecycle/container-runtime.ts";
import { dialHost } from "../pod-lifecycle/reach/dial-host.ts";
import { endProcessesWith } from "../process-owner/end-processes.ts";
import { bubblewrapArguments, type SandboxSpec } from "./bubblewrap-arguments.ts";
import type { ContainerEntrance } from "./enter-arguments.ts";
import { execInContainer } from "./exec-in-container.ts";
import { type Bubblewrap, launchBubblewrap } from "./launch-bubblewrap.ts";
import { type OutputPipes, openPipe } from "./output-pipes.ts";
import { innermostProcessId } from "./process-facts.ts";
import { signalContainer } from "./signal-container.ts";
import { launchError, startError } from "./start-error.ts";
import { watchStatus } from "./watch-status.ts";

/**
 * Starts one container. Its program is the first process of its own PID namespace, and everything in that namespace
 * dies with it, with bubblewrap, or with this process. In a namespace that containers share, the container's other processes
 * are killed once its first one has ended, as containerd does.
 * @param finish - what else is to be known of the end of a container that ran
 * @source containerd cmd/containerd-shim-runc-v2/runc ShouldKillAllOnExit
 */
export async function startSandbox(
  spec: SandboxSpec,
  pipes: OutputPipes,
  onLine: (line: LogLine) => void,
  finish: (end: ContainerEnd) => Promise<ContainerEnd>,
): Promise<StartOutcome> {
  const [stdout, stderr] = [openPipe(pipes.stdout), openPipe(pipes.stderr)];
  let bubblewrap: Bubblewrap;
  try {
    bubblewrap = launchBubblewrap(spec, [stdout.writeEnd, stderr.writeEnd]);
  } catch (error) {
    for (const pipe of [stdout, stderr]) pipe.read().destroy();
    return { outcome: "failed", end: launchError(error as NodeJS.ErrnoException) };
  } finally {
    for (const { writeEnd } of [stdout, stderr]) closeSync(writeEnd);
  }
  const complaints: string[] = [];
  const runs = programRuns(bubblewrap);
  const read = runs.then(() => readOutput(stdout.read(), stderr.read(), onLine, complaints));
  const { ran, outerUserNamespace } = watchStatus(bubblewrap.process);
  const closed = whenClosed(bubblewrap.process);
  sendArguments(bubblewrap.process.stdio[4] as Writable, bubblewrapArguments(spec));

  const ended = closed.then(async (exitCode): Promise<ContainerEnd> => {
    if (spec.shared) await endProcessesWith((file) => file.endsWith(spec.mark));
    await read;
    const failed = startError({ complaints, command: spec.command, ran: await ran, exitCode });
    if (!failed) for (const line of complaints) onLine({ stream: "stderr", line });
    return failed ?? { exitCode };
  });
  if (!(await runs)) {
    const end = await ended;
    if (end.reason) return { outcome: "failed", end };
  }
  const finished = ended.then(finish);
  /** A program that failed because the container has ended tells so only after that, when nobody minds. */
  const exec = async (command: readonly string[], signal: AbortSignal): Promise<ExecEnd> => {
    const entrance = findEntrance(spec, bubblewrap, spec.shared?.user ?? outerUserNamespace());
    const end = entrance ? await execInContainer(entrance, command, signal) : notRunning;
    if (end.exitCode !== 0 && bubblewrap.program() === undefined) await finished;
    return end;
  };
  return {
    outcome: "running",
    container: {
      ended: finished,
      signal: (name) => signalContainer(name, bubblewrap),
      exec,
      dial: dialHost,
    },
  };
}

/** bubblewrap's own complaints come on the container's stderr, before any other line: they wait until it is known whose they are. */
async function readOutput(
  stdout: Readable,
  stderr: Readable,
  onLine: (line: LogLine) => void,
  complaints: string[],
): Promise<void> {
  let first = true;
  const stderrLine = (line: string): void => {
    const complains = first && /^(bwrap|setpriv): /.test(line);
    first = first && complains;
    if (complains) {
      complaints.push(line);
      return;
    }
    for (const held of complaints.splice(0)) onLine({ stream: "stderr", line: held });
    onLine({ stream: "stderr", line });
  };
  await Promise.all([readLines(stdout, (line) => onLine({ stream: "stdout", line })), readLines(stderr, stderrLine)]);
}

function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const splitter = splitLines(onLine);
  stream.on("data", (chunk: Buffer) => splitter.push(chunk));
  stream.on("error", () => stream.destroy());
  return new Promise((resolve) => {
    stream.on("close", () => {
      splitter.end();
      resolve();
    });
  });
}

const notRunning: ExecEnd = { exitCode: 126, output: "the container does not run", unstarted: true };

function findEntrance(
  spec: SandboxSpec,
  { program }: Bubblewrap,
  outerUserNamespace: number | undefined,
): ContainerEntrance | undefined {
  const processId = program();
  const innerProcessId = processId === undefined ? undefined : innermostProcessId(processId);
  if (processId === undefined || innerProcessId === undefined) return undefined;
  return { spec, processId, innerProcessId, outerUserNamespace };
}

function whenClosed(process: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    process.on("error", reject);
    process.on("close", (code, signal) => resolve(code ?? (signal === "SIGKILL" ? 137 : 1)));
  });
}

function sendArguments(stream: Writable, options: readonly string[]): void {
  stream.on("error", () => stream.destroy());
  stream.end(options.map((option) => `${option}\0`).join(""));
}

/** Waits until the program has taken bubblewrap's place; false when bubblewrap ended before that. */
async function programRuns({ process, program }: Bubblewrap): Promise<boolean> {
  while (process.exitCode === null && process.signalCode === null) {
    if (program() !== undefined) return true;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return false;
}
