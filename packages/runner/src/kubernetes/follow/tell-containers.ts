import type { RunEvent } from "../../runner.ts";
import type { Cluster } from "../connection/cluster.ts";
import { type FollowedLog, followLog } from "../logs/follow-log.ts";
import { createLogCursor, type LogCursor } from "../logs/log-cursor.ts";
import type { Tell } from "../watch/patience.ts";
import type { ContainerChange } from "./container-changes.ts";
import { createEventTape } from "./event-tape.ts";

interface ContainersInput {
  readonly cluster: Cluster;
  readonly namespace: string;
  /** Its name. */
  readonly pod: string;
  /** The instance of a container that is known last. */
  readonly instanceOf: (container: string) => string | undefined;
  /** Whether the API server has the Pod no more. */
  readonly isGone: () => boolean;
  readonly onEvent: (event: RunEvent) => void;
  /** Takes what `onEvent` throws; nothing more is told then. */
  readonly onError: (error: unknown) => void;
  readonly tell: Tell;
  /** Aborted: nothing is told any more. */
  readonly signal: AbortSignal;
}

/** A Pod's containers as events: every line of one comes before its end. */
export interface ToldContainers {
  /** Tells a change behind those before it. With a start its log begins; before an end it has been read. */
  take(change: ContainerChange): void;
  /** None runs any more: what is left of their logs is read. */
  end(): void;
  /** Resolves when everything that was taken has been told, logs included. */
  told(): Promise<void>;
  /** Resolves when no log is read any more. Never rejects. */
  closed(): Promise<void>;
}

export function tellContainers(input: ContainersInput): ToldContainers {
  const { instanceOf, onEvent, onError, signal } = input;
  const logs = new Map<string, FollowedLog>();
  const cursors = new Map<string, LogCursor>();
  const tape = createEventTape(onError);
  const follow = (container: string, instance: string): void => {
    const cursor = cursors.get(container) ?? createLogCursor();
    cursors.set(container, cursor);
    const onLine = (line: string, at: Date) => onEvent({ type: "log", at, container, stream: "stdout", line });
    const isReplaced = () => instanceOf(container) !== instance;
    const log = followLog({ ...input, container, cursor, isReplaced, onLine });
    if (isReplaced()) log.ended();
    log.done.catch(onError);
    logs.set(`${container} ${instance}`, log);
  };
  const all = () => [...logs.values()].map(({ done }) => done);
  return {
    take({ instance, ...change }) {
      const { container, state } = change;
      if (state.phase === "running") {
        const before = [...logs].filter(([key]) => key.startsWith(`${container} `));
        for (const [, log] of before) log.ended();
      }
      tape.push(async () => {
        if (signal.aborted) return;
        if (state.phase === "running" && instance !== undefined) follow(container, instance);
        const key = `${container} ${instance}`;
        const log = state.phase === "terminated" ? logs.get(key) : undefined;
        if (log) {
          log.ended();
          await log.done;
          logs.delete(key);
        }
        onEvent({ type: "container", ...change });
      });
    },
    end() {
      for (const log of logs.values()) log.ended();
    },
    async told() {
      await Promise.all([tape.idle(), ...all()]);
    },
    async closed() {
      await Promise.allSettled(all());
    },
  };
}
