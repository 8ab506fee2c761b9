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
  /** SIGTERM reaches the first process as it would on Kubernetes; SIGKILL ends all. */
  signal(signal: "SIGTERM" | "SIGKILL"): void;
}

export interface ContainerEnd {
  /** 128 + n when signal n ended it. */
  readonly exitCode: number;
  /** Default: `Completed` for exit code 0, else `Error`. */
  readonly reason?: string;
  /** What the container left as its termination message, or why it did not start. */
  readonly message?: string;
}
