import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import type { LogLine } from "../logs/log-line.ts";
import { splitLines } from "../logs/split-lines.ts";
import type { ContainerEnd, StartOutcome } from "../pod-lifecycle/container-runtime.ts";
import { bubblewrapArguments, programArguments, type SandboxSpec } from "./bubblewrap-arguments.ts";
import { type OutputPipes, openPipe } from "./output-pipes.ts";
import { processFacts } from "./process-facts.ts";
import { signalContainer } from "./signal-container.ts";
import { startError } from "./start-error.ts";

/**
 * Starts one container. Its program is the first process of its own PID namespace, and everything in that namespace
 * dies with it, with bubblewrap, or with this process.
 */
export async function startSandbox(
  spec: SandboxSpec,
  pipes: OutputPipes,
  onLine: (line: LogLine) => void,
): Promise<StartOutcome> {
  const commandLine = ["--args", "4", "--json-status-fd", "3", "--", ...programArguments(spec)];
  const [stdout, stderr] = [openPipe(pipes.stdout), openPipe(pipes.stderr)];
  const bubblewrap = spawn(spec.bubblewrap, commandLine, {
    env: {},
    detached: true,
    stdio: ["ignore", stdout.writeEnd, stderr.writeEnd, "pipe", "pipe"],
  });
  for (const { writeEnd } of [stdout, stderr]) closeSync(writeEnd);
  const complaints: string[] = [];
  const read = readOutput(stdout.reader, stderr.reader, onLine, complaints);
  const status = readStatus(bubblewrap.stdio[3] as Readable);
  const closed = whenClosed(bubblewrap);
  sendArguments(bubblewrap.stdio[4] as Writable, bubblewrapArguments(spec));

  const ended = closed.then(async (exitCode): Promise<ContainerEnd> => {
    const { ran } = await status.done;
    await read;
    const failed = startError({ complaints, command: spec.command, ran, exitCode });
    if (!failed) for (const line of complaints) onLine({ stream: "stderr", line });
    return failed ?? { exitCode };
  });
  const processId = await Promise.race([status.processId, ended.then(() => undefined)]);
  const runs = processId !== undefined && (await programRuns(processId, bubblewrap));
  if (!runs) {
    const end = await ended;
    if (end.reason) return { outcome: "failed", end };
  }
  return {
    outcome: "running",
    container: { ended, signal: (name) => signalContainer(name, processId, bubblewrap) },
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

/** What `--json-status-fd` tells: first the process, at the end an exit code if the program ever ran. */
function readStatus(stream: Readable) {
  let text = "";
  const processId = Promise.withResolvers<number>();
  const done = Promise.withResolvers<{ readonly ran: "yes" | "no" }>();
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    text += chunk;
    const found = /"child-pid": (\d+)/.exec(text)?.[1];
    if (found) processId.resolve(Number(found));
  });
  stream.on("close", () => done.resolve({ ran: text.includes('"exit-code"') ? "yes" : "no" }));
  return { processId: processId.promise, done: done.promise };
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
async function programRuns(processId: number, bubblewrap: ChildProcess): Promise<boolean> {
  while (bubblewrap.exitCode === null && bubblewrap.signalCode === null) {
    const facts = processFacts(processId);
    if (facts && !isStillStarting(facts.commandLine, bubblewrap)) return true;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return false;
}

function isStillStarting(commandLine: string, { spawnargs }: ChildProcess): boolean {
  return (
    commandLine === "" ||
    commandLine.startsWith(spawnargs.slice(0, 5).join("\0")) ||
    commandLine.startsWith("/usr/bin/setpriv\0--reuid\0")
  );
}
