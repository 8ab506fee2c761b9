import { randomUUID } from "node:crypto";
import { type Pod, ProblemError, runMarks } from "@podwright/core";
import type { RunRequest } from "../../runner.ts";
import type { Cluster } from "../connection/cluster.ts";
import { ClusterError } from "../connection/cluster-error.ts";
import { type PatienceInput, patiently } from "../watch/patience.ts";
import { isExisting } from "./is-existing.ts";
import { isOurs, markOf, ownMark, runLabels } from "./run-marks.ts";

export interface Submission {
  readonly request: Pick<RunRequest, "pod" | "annotations">;
  readonly namespace: string;
  readonly keep: boolean;
}

/** The Pod as it is sent: without what only a cluster may say, and with what finds it again. */
export function podToSubmit({ request, namespace, keep }: Submission): Pod {
  const { metadata = {}, spec } = request.pod;
  const { name = "pod", labels, annotations } = metadata;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace,
      labels: { ...labels, ...runLabels(name) },
      annotations: {
        ...annotations,
        ...request.annotations,
        ...ownMark(),
        [runMarks.submission]: randomUUID(),
        ...(keep && { [runMarks.kept]: "true" }),
      },
    },
    ...(spec && { spec }),
  };
}

/**
 * Asks the cluster whether it would take a Pod: admission, quota and validation have their say before anything is made.
 * A webhook that cannot be asked so has it later.
 * @problems those of creating
 */
export async function tryPod(cluster: Cluster, pod: Pod, namespace: string): Promise<void> {
  try {
    await cluster.create("pods", pod, { namespace, dryRun: true });
  } catch (error) {
    if (isExisting(error)) throw await existing(cluster, pod, namespace);
    if (!(error instanceof ClusterError) || !/dry ?run/i.test(error.problems[0].what)) throw error;
  }
}

/**
 * Creates the Pod, once, however often the connection breaks meanwhile.
 * @problems CLUSTER_OBJECT_EXISTS for another Pod of its name, which is left alone, and those of creating
 */
export async function createPod(cluster: Cluster, pod: Pod, patience: PatienceInput): Promise<Pod> {
  const { name = "", namespace = "" } = pod.metadata ?? {};
  return await patiently(async () => {
    try {
      return await cluster.create("pods", pod, { namespace, ...(patience.signal && { signal: patience.signal }) });
    } catch (error) {
      if (!isExisting(error)) throw error;
      const there = await cluster.get("pods", name, { namespace });
      if (there && markOf(there, runMarks.submission) === markOf(pod, runMarks.submission)) return there;
      throw await existing(cluster, pod, namespace);
    }
  }, patience);
}

async function existing(cluster: Cluster, { metadata }: Pod, namespace: string): Promise<ProblemError> {
  const name = metadata?.name ?? "";
  const there = await cluster.get("pods", name, { namespace }).catch(() => undefined);
  const fix =
    there && isOurs(there)
      ? `take that run up (podwright attach ${name} --namespace ${namespace}), or delete its Pod (kubectl delete pod ${name} --namespace ${namespace})`
      : "give the task's Pod another name: it is not touched";
  const whose = there && isOurs(there) ? ", of another run" : "";
  const where = `${cluster.server}, Pod ${namespace}/${name}`;
  const what = `there is a Pod ${name} already in namespace ${namespace}${whose}`;
  return new ProblemError([{ code: "CLUSTER_OBJECT_EXISTS", what, where, fix }]);
}
