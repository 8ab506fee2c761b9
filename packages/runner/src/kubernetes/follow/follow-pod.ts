import type { Pod } from "@podwright/core";
import type { RunEvent } from "../../runner.ts";
import type { Cluster } from "../connection/cluster.ts";
import { type Tell, tellTo } from "../watch/patience.ts";
import { isSame, watchObjects } from "../watch/watch-objects.ts";
import { type Conditions, createConditions } from "./conditions.ts";
import { type ContainerChange, containerChanges, type KnownContainers } from "./container-changes.ts";
import { tellNotices } from "./pod-notices.ts";
import { tellContainers } from "./tell-containers.ts";

export interface FollowInput {
  readonly cluster: Cluster;
  /** As the API server has it. */
  readonly pod: Pod;
  readonly patienceSeconds: number;
  readonly onEvent: (event: RunEvent) => void;
}

/** A Pod that is watched, with its containers' logs. */
export interface FollowedPod extends Conditions {
  /** As it was seen last. */
  current(): Pod;
  /** Whether the API server has it no more. */
  isGone(): boolean;
  /** Resolves when everything that is known of the containers has been told, their logs included, or the time is over: then with `false`. */
  told(timeoutMs: number): Promise<boolean>;
  /** Tells nothing any more, and ends its connections. */
  stop(): Promise<void>;
}

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
  const { until, look } = createConditions(failed.promise);
  let current = pod;
  let isGone = false;
  let known: KnownContainers = new Map();

  const tell: Tell = (reason, message, container) => {
    if (!signal.aborted) tellTo(onEvent)(reason, message, container);
  };
  const quote: Tell = (reason, message, container) => {
    if (!signal.aborted)
      onEvent({ type: "notice", at: new Date(), reason, message, ...(container !== undefined && { container }) });
  };
  const containers = tellContainers({
    ...{ cluster, namespace, pod: name, onEvent, tell, signal },
    instanceOf: (container) => known.get(container)?.instance,
    isGone: () => isGone,
    onError: failed.reject,
  });
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
    changed.changes.forEach(containers.take);
  };
  const gone = (): void => {
    isGone = true;
    containers.end();
  };
  const news = (type: string, seen: Pod): void => {
    if (isGone || !isSame(seen, uid)) return;
    see(seen);
    if (type === "DELETED") gone();
    look();
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
      look();
    },
    onNews: news,
  }).catch(failed.reject);
  const noticed = tellNotices({ cluster, namespace, uid, tell, quote, signal });

  return {
    current: () => current,
    isGone: () => isGone,
    until,
    look,
    told: async (timeoutMs) => {
      const { promise: late, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(resolve, timeoutMs, false);
      const rest = containers.told().then(() => true);
      return await Promise.race([rest, late, failed.promise]).finally(() => clearTimeout(timer));
    },
    stop: async () => {
      stopped.abort();
      await Promise.allSettled([watched, noticed, containers.closed()]);
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
