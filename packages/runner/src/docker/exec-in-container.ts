import { setTimeout as sleep } from "node:timers/promises";
import type { Container as ContainerHandle, Exec } from "dockerode";
import { type ExecEnd, maxExecOutputBytes } from "../pod-lifecycle/container-runtime.ts";
import type { Engine } from "./engine/connect-engine.ts";
import { engineWords } from "./engine/engine-error.ts";
import { unframe } from "./unframe.ts";

/**
 * Runs a program in a container, as its user, with its environment and folder. Never rejects. An engine has no way to end such a
 * program: aborting ends it where its process can be seen from here, else only the waiting for it.
 */
export async function execInContainer(
  engine: Engine,
  container: ContainerHandle,
  command: readonly string[],
  signal: AbortSignal,
): Promise<ExecEnd> {
  const killed: ExecEnd = { exitCode: 137, output: "" };
  if (signal.aborted) return killed;
  try {
    const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
    if (signal.aborted) return killed;
    const stream = await exec.start({ hijack: true, stdin: false });
    const abort = (): void => void endExec(engine, exec).finally(() => stream.destroy());
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    try {
      const output = await collect(stream);
      if (signal.aborted) return { ...killed, output };
      const exitCode = await exitCodeOf(exec);
      return { exitCode, output, ...(/^OCI runtime exec failed/.test(output) ? { unstarted: true } : {}) };
    } finally {
      signal.removeEventListener("abort", abort);
    }
  } catch (error) {
    if (signal.aborted) return killed;
    const words = engineWords(error);
    return { exitCode: /not found|no such file/i.test(words) ? 127 : 126, output: words, unstarted: true };
  }
}

/** Its process may not be known yet when its output can be read already; of one that has ended the number may be another's by now. */
async function endExec({ where }: Engine, exec: Exec): Promise<void> {
  if (where !== "here") return;
  try {
    for (let tries = 0; tries < 100; tries++) {
      const { Pid, Running, ExitCode } = await exec.inspect();
      if (Running && Pid > 0) process.kill(Pid, "SIGKILL");
      if (Pid > 0 || (!Running && ExitCode !== null)) return;
      await sleep(10);
    }
  } catch {
    // It has ended by itself, or is not ours to end.
  }
}

/** The end of its output may come a moment before the engine knows the exit code. */
async function exitCodeOf(exec: Exec): Promise<number> {
  for (let tries = 0; ; tries++) {
    const { Running, ExitCode } = await exec.inspect();
    if (!Running && ExitCode !== null) return ExitCode;
    if (tries === 100) return 126;
    await sleep(10);
  }
}

/** The beginning of both streams together. */
async function collect(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  const push = unframe((_, bytes) => {
    if (sizeBytes < maxExecOutputBytes) parts.push(Uint8Array.from(bytes));
    sizeBytes += bytes.length;
  });
  try {
    for await (const chunk of stream) push(chunk);
  } catch {
    // Aborted, or the container has ended with the program in it.
  }
  return Buffer.concat(parts).subarray(0, maxExecOutputBytes).toString();
}
