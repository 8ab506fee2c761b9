import type { Duplex } from "node:stream";
import type { LogLine } from "../logs/log-line.ts";

/** What an engine does for the lifecycle: start a container that was made ready before, by its name. */
export interface ContainerRuntime {
  /**
   * Resolves as soon as the container's program runs, or with why it could not.
   * `onLine` is called for each line that it writes, always before `ended` resolves.
   */
  start(container: string, onLine: (line: LogLine) => void): Promise<StartOutcome>;
}

export type StartOutcome =
  | { readonly outcome: "running"; readonly container: RunningContainer }
  | { readonly outcome: "failed"; readonly end: ContainerEnd };

export interface RunningContainer {
  /** Resolves when every process of the container is gone and its output has been read. Never rejects. */
  readonly ended: Promise<ContainerEnd>;
  /** Reaches the first process as it would on Kubernetes; SIGKILL ends all. */
  signal(signal: NodeJS.Signals): void;
  /**
   * Runs a program inside the container, with its environment, user and working directory, as a kubelet's exec probes and
   * hooks do. Never rejects: what could not start has an exit code (126, 127) and words. Aborting `signal` kills it (137).
   */
  exec(command: readonly string[], signal: AbortSignal): Promise<ExecEnd>;
  /**
   * Opens a TCP connection to a port of the container's network.
   * Rejects when nobody answers, and when `signal` is aborted before it is open.
   * @param host - what a probe names in the Pod's place; the Pod itself when undefined
   */
  dial(port: number, host: string | undefined, signal: AbortSignal): Promise<Duplex>;
}

/** As much as a kubelet reads of what an exec probe wrote. @source pkg/probe/exec/exec.go maxReadLength, kubernetes/kubernetes v1.34 */
export const maxExecOutputBytes: number = 10 * 1024;

export interface ExecEnd {
  /** 128 + n when signal n ended it. */
  readonly exitCode: number;
  /** The beginning of what it wrote, stdout and stderr together. */
  readonly output: string;
  /** The program itself could not be started, which says nothing of the container: a kubelet does not count it. */
  readonly unstarted?: true;
}

export interface ContainerEnd {
  /** 128 + n when signal n ended it. */
  readonly exitCode: number;
  /** Default: `Completed` for exit code 0, else `Error`. */
  readonly reason?: string;
  /** What the container left as its termination message, or why it did not start. */
  readonly message?: string;
}
