import { type Pod, ProblemError, runMarks } from "@podwright/core";
import type { RunEvent, RunRequest, RunResult } from "../runner.ts";
import type { Cluster } from "./connection/cluster.ts";
import { ClusterError } from "./connection/cluster-error.ts";
import { endPod } from "./end-pod.ts";
import { followPod } from "./follow/follow-pod.ts";
import { hasEndedByDefault, isDecided, isTerminal } from "./follow/pod-state.ts";
import { noteOn } from "./submit/note-on.ts";
import { type PatienceInput, type Tell, tellTo } from "./watch/patience.ts";

export type AttachRequest = Pick<RunRequest, "signal" | "hasten" | "detach" | "hasEnded">;

interface RunToFollow {
  readonly cluster: Cluster;
  readonly pod: Pod;
  readonly keep: boolean;
  /** Whether another process looks after it: that one is to stop and to delete the Pod. */
  readonly isShared?: boolean;
  readonly patienceSeconds: number;
  readonly request: AttachRequest;
  readonly onEvent: (event: RunEvent) => void;
}

/** How long the rest of the logs of a Pod that has ended is waited for. */
const logsMs = 45_000;
/** The same for one that was removed before it had ended: its logs are gone. */
const lastWordsMs = 5_000;

/** How long a run that is over is left to the other process that looks after it. */
const ownersMs = 15_000;

/**
 * Follows a Pod until its run is decided, has it deleted and waits until it is gone, or leaves it: kept, or detached.
 * @problems those of calls, once the cluster has been away for too long; the Pod then goes on
 */
export async function followToEnd({
  cluster,
  pod,
  request,
  onEvent,
  keep,
  isShared = false,
  patienceSeconds,
}: RunToFollow): Promise<RunResult> {
  const { signal, hasten, detach, hasEnded = hasEndedByDefault } = request;
  const tell = tellTo(onEvent);
  const patience: PatienceInput = { patienceSeconds, tell };
  const followed = followPod({ cluster, pod, patienceSeconds, onEvent });
  let decided: Pod | undefined;
  // News may come in quick succession: what decides is how the Pod stood then, and not a moment later.
  const isOver = (): boolean => {
    if (!decided && (followed.isGone() || isDecided(followed.current(), hasEnded))) {
      decided = asDeleted(followed.current(), followed.isGone());
    }
    return decided !== undefined;
  };
  try {
    signal.addEventListener("abort", followed.look);
    detach?.addEventListener("abort", followed.look);
    await followed.until(() => signal.aborted || detach?.aborted === true || isOver());
    const isLeft = isShared ? signal.aborted || detach?.aborted : detach?.aborted && !signal.aborted;
    if (isLeft && !isOver()) {
      const otherwise = "the next run on this machine removes its Pod once that has ended";
      if (!isShared) await noteOn(cluster, pod, { annotations: { [runMarks.detached]: "true" }, otherwise }, tell);
      return { status: followed.current().status ?? {}, pod: followed.current(), detached: true };
    }
    decided ??= asDeleted(followed.current(), followed.isGone());
    const isKept = keep && !signal.aborted;
    if (isTerminal(decided)) await tellRest(followed.told(logsMs), tell);
    if (isShared && !isKept) await followed.until(followed.isGone, ownersMs);
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

/** The cluster has been away for too long: the Pod is not. */
function withAttach(error: unknown, { metadata }: Pod): unknown {
  if (!(error instanceof ClusterError)) return error;
  const { name = "", namespace = "" } = metadata ?? {};
  const [first, ...rest] = error.problems;
  const fix = `${first.fix}\nthe Pod may go on: podwright attach ${name} --namespace ${namespace}`;
  return new ProblemError([{ ...first, fix }, ...rest], { cause: error });
}
