import { type Pod, ProblemError } from "@podwright/core";
import type { PodRunner, RunEvent, RunRequest, RunResult } from "../runner.ts";
import type { Cluster } from "./connection/cluster.ts";
import { ClusterError } from "./connection/cluster-error.ts";
import { connectCluster } from "./connection/connect-cluster.ts";
import type { ClusterChoice } from "./connection/kubeconfig.ts";
import { endPod } from "./end-pod.ts";
import { followPod } from "./follow/follow-pod.ts";
import { hasEndedByDefault, isDecided, isTerminal } from "./follow/pod-state.ts";
import {
  type AppliedObject,
  applyObjects,
  type GivenObject,
  ownObjects,
  removeObjects,
} from "./submit/apply-objects.ts";
import { settleLeftRuns } from "./submit/left-runs.ts";
import { requireReferences } from "./submit/missing-references.ts";
import { isOurs, markOf, marks, ownMark } from "./submit/run-marks.ts";
import { createPod, podToSubmit, tryPod } from "./submit/submit-pod.ts";
import type { PatienceInput, Tell } from "./watch/patience.ts";

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
  /**
   * The Pod of a run, with what the run noted in its annotations.
   * @problems RUN_UNKNOWN, and those of calls
   */
  find(name: string): Promise<Pod>;
  /** Follows a run from its beginning on, as far as the cluster has it, to its end. */
  attach(name: string, request: AttachRequest, onEvent: (event: RunEvent) => void): Promise<RunResult>;
  /** Ends its connections. */
  close(): Promise<void>;
}

export type AttachRequest = Pick<RunRequest, "signal" | "hasten" | "detach" | "hasEnded">;

const patienceSecondsByDefault = 300;
/** How long the rest of the logs of a Pod that has ended is waited for. */
const logsMs = 45_000;
/** The same for one that was removed before it had ended: its logs are gone. */
const lastWordsMs = 5_000;

/**
 * The `kubernetes` engine: the cluster's own kubelet runs the Pod; it is watched to its end, and deleted then. One runner serves many runs at once.
 * `run` rejects before the Pod is made with the problems of calls, with POD_REFERENCE_MISSING and CLUSTER_OBJECT_DIFFERS, and later once the
 * cluster has been away for too long: the Pod then goes on, and `attach` takes it up.
 */
export function createKubernetesRunner(options: KubernetesOptions): KubernetesRunner {
  const { apply = false, keep = false, patienceSeconds = patienceSecondsByDefault } = options;
  let connected: Promise<Cluster> | undefined;
  const connect = (): Promise<Cluster> => {
    connected ??= connectCluster(options);
    return connected;
  };
  const follow = (cluster: Cluster, pod: Pod, run: FollowedRun): Promise<RunResult> =>
    toItsEnd({ cluster, pod, keep, patienceSeconds, ...run });
  const find = async (name: string): Promise<Pod> => {
    const cluster = await connect();
    const pod = await cluster.get("pods", name);
    if (pod && isOurs(pod)) return pod;
    throw new ProblemError([await unknownRun(cluster, name, pod !== undefined)]);
  };
  return {
    engine: "kubernetes",
    find,
    async run(request, onEvent) {
      const cluster = await connect();
      const { signal } = request;
      const tell = tellTo(onEvent);
      const namespace = request.pod.metadata?.namespace || cluster.namespace;
      const pod = podToSubmit({ request, namespace, keep });
      if (request.pod.metadata?.finalizers?.length)
        tell("FinalizersLeftOut", "the Pod is sent without its finalizers: nobody here would take them away again");
      await settleLeftRuns(cluster, namespace, tell);
      await tryPod(cluster, pod, namespace);
      const objects = givenObjects(request);
      const names = new Set(objects.map(({ kind, object }) => `${kind} ${object.metadata?.name}`));
      const given = apply ? names : new Set<string>();
      await requireReferences({ cluster, pod, namespace, given, offered: names });
      const run = pod.metadata?.name ?? "";
      const applied = apply ? await applyObjects({ cluster, namespace, run, objects }) : [];
      let uid: string | undefined;
      try {
        signal.throwIfAborted();
        const created = await createPod(cluster, pod, { patienceSeconds, tell });
        uid = created.metadata?.uid;
        await ownObjects(cluster, created, applied);
        const result = await follow(cluster, created, { request, onEvent });
        if (!result.detached) await clear(cluster, { namespace, applied, keep, uid });
        return result;
      } catch (error) {
        if (uid === undefined) await removeObjects({ cluster, namespace, applied });
        throw error;
      }
    },
    async attach(name, request, onEvent) {
      const pod = await find(name);
      const cluster = await connect();
      const { namespace = "" } = pod.metadata ?? {};
      await mark(cluster, pod, ownMark());
      const isKept = markOf(pod, marks.kept) !== undefined;
      return await follow(cluster, { ...pod, metadata: { ...pod.metadata, namespace } }, { request, onEvent, isKept });
    },
    close: async () => await (await connected)?.close(),
  };
}

interface FollowedRun {
  readonly request: AttachRequest;
  readonly onEvent: (event: RunEvent) => void;
  readonly isKept?: boolean;
}

interface RunToFollow extends FollowedRun {
  readonly cluster: Cluster;
  readonly pod: Pod;
  readonly keep: boolean;
  readonly patienceSeconds: number;
}

async function toItsEnd({ cluster, pod, request, onEvent, ...run }: RunToFollow): Promise<RunResult> {
  const { signal, hasten, detach, hasEnded = hasEndedByDefault } = request;
  const { patienceSeconds } = run;
  const tell = tellTo(onEvent);
  const patience: PatienceInput = { patienceSeconds, tell };
  const followed = followPod({ cluster, pod, patienceSeconds, onEvent });
  const isOver = () => followed.isGone() || isDecided(followed.current(), hasEnded);
  try {
    signal.addEventListener("abort", followed.look);
    detach?.addEventListener("abort", followed.look);
    await followed.until(() => signal.aborted || detach?.aborted === true || isOver());
    if (detach?.aborted && !signal.aborted && !isOver()) {
      await mark(cluster, pod, { [marks.detached]: "true" });
      return { status: followed.current().status ?? {}, pod: followed.current(), detached: true };
    }
    const decided = asDeleted(followed.current(), followed.isGone());
    const isKept = (run.keep || run.isKept === true) && !signal.aborted;
    if (isTerminal(decided)) await tellRest(followed.told(logsMs), tell);
    if (!isKept) await endPod({ cluster, followed, hasten, ...patience });
    await tellRest(followed.told(isTerminal(followed.current()) ? logsMs : lastWordsMs), tell);
    return { status: followed.current().status ?? {}, pod: decided };
  } catch (error) {
    throw withAttach(error, pod);
  } finally {
    signal.removeEventListener("abort", followed.look);
    detach?.removeEventListener("abort", followed.look);
    await followed.stop();
  }
}

/** A Pod that somebody has removed at once was deleted under way, though nobody saw it marked. */
function asDeleted(pod: Pod, isGone: boolean): Pod {
  if (!isGone || isTerminal(pod) || pod.metadata?.deletionTimestamp !== undefined) return pod;
  return { ...pod, metadata: { ...pod.metadata, deletionTimestamp: new Date().toISOString() } };
}

async function tellRest(told: Promise<boolean>, tell: Tell): Promise<void> {
  if (!(await told)) tell("LogsIncomplete", "the end of the containers' logs did not come in time");
}

/** Notes something on a run's Pod; where that is not allowed it is not noted. */
async function mark(cluster: Cluster, { metadata }: Pod, annotations: Readonly<Record<string, string>>): Promise<void> {
  const { name = "", namespace = "" } = metadata ?? {};
  await cluster.patch("pods", name, { metadata: { annotations } }, { namespace }).catch((error: unknown) => {
    if (!(error instanceof ClusterError)) throw error;
  });
}

/** A run's objects stay with a Pod that stays. */
async function clear(
  cluster: Cluster,
  run: {
    readonly namespace: string;
    readonly applied: readonly AppliedObject[];
    readonly keep: boolean;
    readonly uid: string | undefined;
  },
): Promise<void> {
  const { uid, keep, ...rest } = run;
  if (!keep) await removeObjects({ cluster, ...rest, ...(uid !== undefined && { uid }) });
}

function tellTo(onEvent: (event: RunEvent) => void): Tell {
  return (reason, message, container) =>
    onEvent({ type: "notice", at: new Date(), reason, message, ...(container !== undefined && { container }) });
}

function givenObjects({ configMaps, secrets }: RunRequest): readonly GivenObject[] {
  return [
    ...configMaps.map((object): GivenObject => ({ kind: "ConfigMap", object })),
    ...secrets.map((object): GivenObject => ({ kind: "Secret", object })),
  ];
}

async function unknownRun(cluster: Cluster, name: string, isForeign: boolean) {
  const { items } = await cluster.list("pods", { labelSelector: "app.kubernetes.io/managed-by=podwright" });
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

/** The cluster has been away for too long: the Pod is not. */
function withAttach(error: unknown, { metadata }: Pod): unknown {
  if (!(error instanceof ClusterError)) return error;
  const { name = "", namespace = "" } = metadata ?? {};
  const [first, ...rest] = error.problems;
  const fix = `${first.fix}\nthe Pod may go on: podwright attach ${name} --namespace ${namespace}`;
  return new ProblemError([{ ...first, fix }, ...rest], { cause: error });
}
