import { type Pod, type PodStatus, ProblemError, runMarks, runsSelector } from "@podwright/core";
import type { PodRunner, RunEvent, RunRequest, RunResult } from "../runner.ts";
import type { Cluster } from "./connection/cluster.ts";
import { connectCluster } from "./connection/connect-cluster.ts";
import type { ClusterChoice } from "./connection/kubeconfig.ts";
import { type AttachRequest, followToEnd } from "./follow-to-end.ts";
import { applyObjects, checkObjects, type GivenObject } from "./submit/apply-objects.ts";
import { settleLeftRuns } from "./submit/left-runs.ts";
import { requireReferences } from "./submit/missing-references.ts";
import { noteOn } from "./submit/note-on.ts";
import { podReferences } from "./submit/pod-references.ts";
import { isLookedAfter, isOurs, markOf, ownMark } from "./submit/run-marks.ts";
import { leaveObjects, ownObjects } from "./submit/shared-objects.ts";
import { createPod, podToSubmit, tryPod } from "./submit/submit-pod.ts";
import { type Tell, tellTo } from "./watch/patience.ts";

export interface KubernetesOptions extends ClusterChoice {
  /** Whether the request's ConfigMaps and Secrets are created for the time of the run. Default: they are the cluster's own. */
  readonly apply?: boolean;
  /** Whether the Pod stays after its end. */
  readonly keep?: boolean;
  /** How long a run goes on without hearing of its API server; 300 by default. */
  readonly patienceSeconds?: number;
}

/** The `kubernetes` engine, which can also take up runs that go on without a process of Podwright's. */
export interface KubernetesRunner extends PodRunner {
  /** The API server's address; it is not asked for. @problems those of `connectCluster` */
  server(): Promise<string>;
  /**
   * The Pod of a run, with what the run noted in its annotations.
   * @problems RUN_UNKNOWN, and those of calls
   */
  find(name: string): Promise<Pod>;
  /**
   * Follows a run from its beginning on, as far as the cluster has it, to its end. One that another process looks after is not stopped: aborting
   * `signal` leaves it, as `detach` does.
   */
  attach(name: string, request: AttachRequest, onEvent: (event: RunEvent) => void): Promise<RunResult>;
  /** Ends its connections. */
  close(): Promise<void>;
}

const patienceSecondsByDefault = 300;

const stoppedBefore: PodStatus = { phase: "Failed", reason: "Aborted", message: "Pod was stopped before its start" };

/**
 * The `kubernetes` engine: the cluster's own kubelet runs the Pod; it is watched to its end, and deleted then. One runner serves many runs at once.
 * `run` rejects before the Pod is made with the problems of calls, with POD_REFERENCE_MISSING and CLUSTER_OBJECT_DIFFERS, and later once the
 * cluster has been away for too long: the Pod then goes on, and `attach` takes it up.
 */
export function createKubernetesRunner(options: KubernetesOptions): KubernetesRunner {
  const { apply = false, keep = false, patienceSeconds = patienceSecondsByDefault } = options;
  let connected: Promise<Cluster> | undefined;
  const settled = new Map<string, Promise<void>>();
  const settle = (cluster: Cluster, namespace: string, tell: Tell): Promise<void> => {
    const settling = settled.get(namespace) ?? settleLeftRuns(cluster, namespace, tell);
    settled.set(namespace, settling);
    return settling;
  };
  const connect = (): Promise<Cluster> => {
    connected ??= connectCluster(options);
    return connected;
  };
  const find = async (name: string): Promise<Pod> => {
    const cluster = await connect();
    const pod = await cluster.get("pods", name);
    if (pod && isOurs(pod)) return pod;
    throw new ProblemError([await unknownRun(cluster, name, pod !== undefined)]);
  };
  return {
    engine: "kubernetes",
    server: async () => (await connect()).server,
    find,
    async run(request, onEvent) {
      const cluster = await connect();
      const { signal } = request;
      const tell = tellTo(onEvent);
      const namespace = request.pod.metadata?.namespace || cluster.namespace;
      const pod = podToSubmit({ request, namespace, keep });
      if (request.pod.metadata?.finalizers?.length)
        tell("FinalizersLeftOut", "the Pod is sent without its finalizers: nobody here would take them away again");
      await settle(cluster, namespace, tell);
      await tryPod(cluster, pod, namespace);
      const objects = neededObjects(request, namespace);
      const offered = new Set(objects.map(({ kind, object }) => `${kind} ${object.metadata?.name}`));
      await requireReferences({ cluster, pod, namespace, offered, apply });
      const run = pod.metadata?.name ?? "";
      const given = { cluster, namespace, run, objects: apply ? objects : [] };
      await checkObjects(given);
      await request.prepare?.();
      const shared = await applyObjects(given, tell);
      let uid: string | undefined;
      try {
        if (signal.aborted) {
          await leaveObjects({ cluster, namespace, shared, tell });
          return { status: stoppedBefore };
        }
        const created = await createPod(cluster, pod, { patienceSeconds, tell });
        uid = created.metadata?.uid;
        await ownObjects(created, { cluster, namespace, shared, tell });
        const result = await followToEnd({ cluster, pod: created, keep, patienceSeconds, request, onEvent });
        if (!result.detached) await clear({ cluster, namespace, shared, tell, keep, uid });
        return result;
      } catch (error) {
        if (uid === undefined) await leaveObjects({ cluster, namespace, shared, tell });
        throw error;
      }
    },
    async attach(name, request, onEvent) {
      const pod = await find(name);
      const cluster = await connect();
      const isShared = isLookedAfter(pod);
      if (isShared) tellTo(onEvent)("RunShared", sharedRun(pod));
      else {
        const otherwise = "the next run on the machine that began it may take it for one that nobody looks after";
        await noteOn(cluster, pod, { annotations: ownMark(), otherwise }, tellTo(onEvent));
      }
      const isKept = keep || markOf(pod, runMarks.kept) !== undefined;
      return await followToEnd({ cluster, pod, keep: isKept, isShared, patienceSeconds, request, onEvent });
    },
    close: async () => await (await connected)?.close(),
  };
}

function sharedRun(pod: Pod): string {
  const { name = "", namespace = "" } = pod.metadata ?? {};
  const owner = markOf(pod, runMarks.owner) ?? "";
  const [, processId = owner] = owner.split("-");
  return `process ${processId} (${owner}) looks after the run ${name} already: interrupted here it goes on; kubectl delete pod ${name} --namespace ${namespace} ends it`;
}

/** A run's objects stay with a Pod that stays. */
async function clear(
  run: Omit<Parameters<typeof leaveObjects>[0], "uid"> & { readonly keep: boolean; readonly uid: string | undefined },
): Promise<void> {
  const { uid, keep, ...rest } = run;
  if (!keep) await leaveObjects({ ...rest, ...(uid !== undefined && { uid }) });
}

/** Those ConfigMaps and Secrets of the manifests that the Pod refers to. */
function neededObjects({ pod, configMaps, secrets }: RunRequest, namespace: string): readonly GivenObject[] {
  const names = new Set(podReferences(pod).map(({ kind, name }) => `${kind} ${name}`));
  const given = [
    ...configMaps.map((object): GivenObject => ({ kind: "ConfigMap", object })),
    ...secrets.map((object): GivenObject => ({ kind: "Secret", object })),
  ];
  return given.filter(({ kind, object: { metadata } }) => {
    const isOfPod = !metadata?.namespace || metadata.namespace === namespace;
    return isOfPod && names.has(`${kind} ${metadata?.name}`);
  });
}

async function unknownRun(cluster: Cluster, name: string, isForeign: boolean) {
  const { items } = await cluster.list("pods", { labelSelector: runsSelector });
  const names = items.map(({ metadata }) => metadata?.name ?? "");
  return {
    code: "RUN_UNKNOWN",
    what: isForeign
      ? `the Pod ${name} is none of a run of Podwright's`
      : `there is no run ${name} in namespace ${cluster.namespace}`,
    where: `${cluster.server}, namespace ${cluster.namespace}, which has ${names.length === 0 ? "no runs" : names.join(", ")}`,
    fix: "name one of its runs, or another namespace with --namespace; a run that has ended is gone unless it was kept",
  } as const;
}
