import type { Pod } from "@podwright/core";
import type { RunEvent } from "../../runner.ts";
import type { Cluster } from "../connection/cluster.ts";
import { type FollowedLog, followLog } from "../logs/follow-log.ts";
import { createLogCursor, type LogCursor } from "../logs/log-cursor.ts";
import type { Tell } from "../watch/patience.ts";
import { isSame, watchObjects } from "../watch/watch-objects.ts";
import { type ContainerChange, containerChanges, type KnownContainers } from "./container-changes.ts";
import { createEventTape } from "./event-tape.ts";
import { tellNotices } from "./pod-notices.ts";

export interface FollowInput {
  readonly cluster: Cluster;
  /** As the API server has it. */
  readonly pod: Pod;
  readonly patienceSeconds: number;
  readonly onEvent: (event: RunEvent) => void;
}

/** A Pod that is watched, with its containers' logs. */
export interface FollowedPod {
  /** As it was seen last. */
  current(): Pod;
  /** Whether the API server has it no more. */
  isGone(): boolean;
  /** Resolves once a condition holds (looked at with every news, and once a second) or the time is over: then with `false`. */
  until(condition: () => boolean, timeoutMs?: number): Promise<boolean>;
  /** Has the conditions that are waited for looked at. */
  look(): void;
  /** Resolves when everything that is known of the containers has been told, their logs included, or the time is over: then with `false`. */
  told(timeoutMs: number): Promise<boolean>;
  /** Tells nothing any more, and ends its connections. */
  stop(): Promise<void>;
}

const tickMs = 1_000;

/**
 * Follows a Pod from where it stands: states of its containers and lines of their logs as events, in the order in which a run on any engine has
 * them; every line of a container comes before its end. `until` rejects when the cluster has been away for too long or `onEvent` throws.
 */
export function followPod({ cluster, pod, patienceSeconds, onEvent }: FollowInput): FollowedPod {
  const { name = "", namespace = "", uid = "" } = pod.metadata ?? {};
  const stopped = new AbortController();
  const { signal } = stopped;
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const waiting = new Set<() => void>();
  let current = pod;
  let isGone = false;
  let known: KnownContainers = new Map();
  const logs = new Map<string, FollowedLog>();
  const cursors = new Map<string, LogCursor>();
  const tape = createEventTape(failed.reject);

  const tell: Tell = (reason, message, container) => {
    if (!signal.aborted)
      onEvent({ type: "notice", at: new Date(), reason, message, ...(container !== undefined && { container }) });
  };
  const logOf = (container: string, instance: string): FollowedLog => {
    const cursor = cursors.get(container) ?? createLogCursor();
    cursors.set(container, cursor);
    const onLine = (line: string, at: Date) => onEvent({ type: "log", at, container, stream: "stdout", line });
    const isReplaced = () => known.get(container)?.instance !== instance;
    const log = followLog({
      cluster,
      namespace,
      pod: name,
      container,
      isReplaced,
      isGone: () => isGone,
      cursor,
      onLine,
      tell,
      signal,
    });
    if (isReplaced()) log.ended();
    log.done.catch(failed.reject);
    logs.set(`${container} ${instance}`, log);
    return log;
  };
  const take = ({ instance, ...change }: ContainerChange): void => {
    const { container, state } = change;
    const event = { type: "container", ...change } as const;
    if (state.phase === "running") {
      const before = [...logs].filter(([key]) => key.startsWith(`${container} `));
      for (const [, log] of before) log.ended();
    }
    tape.push(async () => {
      if (signal.aborted) return;
      if (state.phase === "running" && instance !== undefined) logOf(container, instance);
      const key = `${container} ${instance}`;
      const log = state.phase === "terminated" ? logs.get(key) : undefined;
      if (log) {
        log.ended();
        await log.done;
        logs.delete(key);
      }
      onEvent(event);
    });
  };
  const see = (seen: Pod): void => {
    current = seen;
    onEvent({ type: "pod", at: new Date(), pod: seen });
    const changed = containerChanges(known, seen, new Date());
    known = changed.known;
    for (const { container, count } of changed.missed)
      tell(
        "RestartsMissed",
        `the ends of ${count} of its instances were not seen, nor the ends of their logs`,
        container,
      );
    changed.changes.forEach(take);
  };
  const gone = (): void => {
    isGone = true;
    for (const log of logs.values()) log.ended();
  };
  const news = (type: string, seen: Pod): void => {
    if (isGone || !isSame(seen, uid)) return;
    see(seen);
    if (type === "DELETED") gone();
    wake();
  };
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };

  for (const { container, role, at } of beginnings(pod)) {
    onEvent({ type: "container", at, container, role, state: { phase: "waiting", reason: "PodInitializing" } });
  }
  // What has happened to it before is told even of a Pod that is deleted as soon as it is looked at.
  see(pod);
  const watched = watchObjects({
    cluster,
    resource: "pods",
    namespace,
    fieldSelector: `metadata.name=${name}`,
    patienceSeconds,
    tell,
    signal,
    onList: (items) => {
      const found = items.find((item) => isSame(item, uid));
      if (found) news("MODIFIED", found);
      else gone();
      wake();
    },
    onNews: news,
  }).catch(failed.reject);
  const noticed = tellNotices({ cluster, namespace, uid, tell, signal });

  return {
    current: () => current,
    isGone: () => isGone,
    until: (condition, timeoutMs = Number.POSITIVE_INFINITY) => {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      const startedAt = Date.now();
      const look = (): void => {
        try {
          if (condition()) resolve(true);
          else if (Date.now() - startedAt >= timeoutMs) resolve(false);
        } catch (error) {
          reject(error);
        }
      };
      const timer = setInterval(look, tickMs);
      waiting.add(look);
      look();
      return Promise.race([promise, failed.promise]).finally(() => {
        clearInterval(timer);
        waiting.delete(look);
      });
    },
    look: wake,
    told: async (timeoutMs) => {
      const { promise: late, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(resolve, timeoutMs, false);
      const rest = Promise.all([tape.idle(), ...[...logs.values()].map(({ done }) => done)]).then(() => true);
      return await Promise.race([rest, late, failed.promise]).finally(() => clearTimeout(timer));
    },
    stop: async () => {
      stopped.abort();
      await Promise.allSettled([watched, noticed, ...[...logs.values()].map(({ done }) => done)]);
    },
  };
}

function beginnings({ spec }: Pod): readonly Pick<ContainerChange, "container" | "role" | "at">[] {
  const at = new Date();
  return [
    ...(spec?.initContainers ?? []).map(({ name: container, restartPolicy }) => {
      return { container, role: restartPolicy === "Always" ? "sidecar" : "init", at } as const;
    }),
    ...(spec?.containers ?? []).map(({ name: container }) => ({ container, role: "main", at }) as const),
  ];
}
