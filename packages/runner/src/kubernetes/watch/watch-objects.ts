import { setTimeout as sleep } from "node:timers/promises";
import type { ObjectMeta } from "@podwright/core";
import type { Cluster } from "../connection/cluster.ts";
import { hasStatus } from "../connection/cluster-error.ts";
import type { ClusterObjects } from "../connection/cluster-objects.ts";
import { createPatience, type PatienceInput } from "./patience.ts";

interface WatchedObjects<R extends "pods" | "events"> extends PatienceInput {
  readonly cluster: Cluster;
  readonly resource: R;
  readonly namespace: string;
  readonly fieldSelector: string;
  readonly signal: AbortSignal;
  /** All there are now; again after whatever may have happened unseen. */
  readonly onList: (items: readonly ClusterObjects[R][]) => void;
  readonly onNews: (type: "ADDED" | "MODIFIED" | "DELETED", object: ClusterObjects[R]) => void;
}

/** A watch that ends sooner is not worth hurrying for. */
const shortestWatchMs = 1_000;

/**
 * Follows objects until the signal aborts: lists, watches from there on, watches again when the server ends that, and lists again when the version
 * has expired (410). Rejects when the cluster refuses, or has been away for longer than the run's patience.
 */
export async function watchObjects<R extends "pods" | "events">(input: WatchedObjects<R>): Promise<void> {
  const { cluster, resource, namespace, fieldSelector, signal, onList, onNews } = input;
  const patience = createPatience(input);
  const place = { namespace, fieldSelector, signal };
  let resourceVersion: string | undefined;
  while (!signal.aborted) {
    const startedAt = Date.now();
    let isSilent = true;
    try {
      if (resourceVersion === undefined) {
        const list = await cluster.list(resource, place);
        resourceVersion = list.resourceVersion;
        patience.succeeded();
        onList(list.items);
      }
      for await (const news of cluster.watch(resource, { ...place, resourceVersion })) {
        resourceVersion = news.resourceVersion;
        isSilent = false;
        patience.succeeded();
        if (news.type !== "BOOKMARK") onNews(news.type, news.object);
      }
      // Something on the way lets no watch through: then lists have to do.
      if (isSilent && Date.now() - startedAt < shortestWatchMs) resourceVersion = undefined;
    } catch (error) {
      if (signal.aborted) return;
      if (hasStatus(error, 410)) resourceVersion = undefined;
      else await patience.failed(error);
    }
    const restMs = shortestWatchMs - (Date.now() - startedAt);
    if (restMs > 0) await sleep(restMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

/** Whether it is this very object, and no later one of its name. */
export function isSame(object: { readonly metadata?: ObjectMeta }, uid: string | undefined): boolean {
  return object.metadata?.uid === uid;
}
