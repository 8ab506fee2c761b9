import type { Pod } from "@podwright/core";
import { expect, test } from "vitest";
import type { Cluster, WatchNews } from "./connection/cluster.ts";
import { followToEnd } from "./follow-to-end.ts";

const metadata = { name: "p", namespace: "n", uid: "u" };
const running: Pod = { metadata, spec: { containers: [{ name: "main" }] }, status: { phase: "Running" } };
const deleting: Pod = { ...running, metadata: { ...metadata, deletionTimestamp: "2026-01-01T00:00:00Z" } };
const ended: Pod = { ...deleting, status: { phase: "Succeeded" } };

/** A cluster with one Pod, whose watch has everything to tell at once. */
function clusterTelling(news: readonly WatchNews<Pod>[]): Cluster {
  return {
    list: async (resource: string) => ({ items: resource === "pods" ? [running] : [], resourceVersion: "1" }),
    watch: async function* (resource: string, { signal }: { readonly signal: AbortSignal }) {
      if (resource === "pods") yield* news;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
    delete: async () => true,
  } as unknown as Cluster;
}

test("a Pod that somebody deletes under way was deleted, though its end comes in the same breath", async () => {
  const cluster = clusterTelling([
    { type: "MODIFIED", object: deleting, resourceVersion: "2" },
    { type: "MODIFIED", object: ended, resourceVersion: "3" },
    { type: "DELETED", object: ended, resourceVersion: "4" },
  ]);
  const request = { signal: new AbortController().signal };
  const run = { cluster, pod: running, keep: false, patienceSeconds: 1, request, onEvent: () => {} };
  const { pod, status } = await followToEnd(run);
  expect(pod).toEqual(deleting);
  expect(status.phase).toBe("Succeeded");
});
