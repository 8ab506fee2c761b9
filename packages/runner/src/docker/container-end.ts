import { setTimeout as sleep } from "node:timers/promises";
import type { Container as ContainerHandle } from "dockerode";
import type { Engine } from "./engine/connect-engine.ts";

/** How a container ended, as its engine tells it. */
export interface EngineEnd {
  readonly exitCode: number;
  readonly oomKilled: boolean;
}

/**
 * Waits for a container's end.
 * @param output - resolves when its output is over, which is mostly its end: Podman's own answer comes up to 250 ms later
 */
export async function awaitEnd(container: ContainerHandle, output: Promise<void>): Promise<EngineEnd> {
  const exit = container.wait();
  // It is looked at below; a rejection must not go unheard until then.
  exit.catch(() => undefined);
  await Promise.race([exit, output]);
  for (const delayMs of [0, 5, 10, 20, 40]) {
    await sleep(delayMs);
    const { State } = await container.inspect();
    if (!State.Running) return { exitCode: State.ExitCode, oomKilled: State.OOMKilled };
  }
  await exit;
  const { State } = await container.inspect();
  return { exitCode: State.ExitCode, oomKilled: State.OOMKilled };
}

export interface KillFacts {
  /** Whether we sent SIGKILL ourselves. */
  readonly killed: boolean;
  readonly memoryLimited: boolean;
}

/**
 * Whether the memory limit ended a container. Podman does not see it on every machine; there a SIGKILL that is not ours and meets a
 * container with a limit is taken for one, as nothing else sends one.
 */
export function isOutOfMemory(end: EngineEnd, kind: Engine["kind"], { killed, memoryLimited }: KillFacts): boolean {
  if (end.oomKilled) return true;
  return kind === "Podman" && end.exitCode === 137 && !killed && memoryLimited;
}
