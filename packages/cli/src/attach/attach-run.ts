import { type Pod, type Problem, ProblemError, phaseClock } from "@podwright/core";
import type { KubernetesRunner, RunResult } from "@podwright/runner";
import type { BlobStore } from "@podwright/store";
import type { RunView } from "../output/run-view.ts";
import { initialView } from "../output/view-state.ts";
import type { Interruption } from "../run/interruption.ts";
import { judgeOf, showEach } from "../run/judge-pod.ts";
import { judgeRun } from "../run/judge-run.ts";
import { readOutcome } from "../run/read-outcome.ts";
import { type RunNotes, readRunNotes } from "../run/run-annotations.ts";
import { verdictOf, withWarnings } from "../run/run-task.ts";
import type { StartedRun, TaskResult, TaskVerdict } from "../run/task-result.ts";

/** A run that goes on in a cluster, with what it noted on its Pod. */
export interface FoundRun {
  readonly pod: Pod;
  readonly notes: RunNotes;
}

/** @problems RUN_UNKNOWN, and those of the cluster */
export async function findRun(runner: KubernetesRunner, name: string): Promise<FoundRun> {
  const pod = await runner.find(name);
  const notes = readRunNotes(pod);
  if (notes) return { pod, notes };
  throw new ProblemError([
    {
      code: "RUN_UNKNOWN",
      what: `the Pod ${name} does not tell what run it is of: its annotations are not those that a run writes`,
      where: `metadata.annotations of Pod ${name}`,
      fix: "follow it with kubectl logs --follow --all-containers, and look for its outputs yourself",
    },
  ]);
}

export interface Attaching {
  readonly runner: KubernetesRunner;
  /** Absent: nobody looks for outputs or an error document. */
  readonly store: BlobStore | undefined;
  readonly view: RunView;
  readonly interruption: Interruption;
}

/** Follows a run to its end, and says how it came out, as the run itself would have. What goes wrong is part of the result; only a bug is thrown. */
export async function attachRun({ pod, notes }: FoundRun, attaching: Attaching): Promise<TaskResult> {
  const { runner, store, interruption } = attaching;
  const { name = "", creationTimestamp } = pod.metadata ?? {};
  const startedAt = creationTimestamp === undefined ? new Date() : new Date(creationTimestamp);
  const warnings: Problem[] = [];
  const view = withWarnings(attaching.view, warnings);
  let run = startedRun({ pod, notes });
  const end = (verdict: TaskVerdict, endedAt = new Date()): TaskResult => {
    return { label: name, verdict, startedAt, endedAt, warnings, run };
  };
  try {
    view.begin(pod);
    const judge = judgeOf(notes);
    const request = { ...interruption, hasEnded: (current: Pod) => judge(current).isOver };
    const ended: RunResult = await runner.attach(name, request, showEach(view, judge));
    run = { ...run, status: ended.status };
    if (ended.detached) return end({ verdict: "detached" });
    if (interruption.signal.aborted) return end({ verdict: "stopped" });
    const outcome = store ? await readOutcome(store, notes.outputPrefix) : { problems: [] };
    const clock = phaseClock(new Date().toISOString(), notes.gracePeriods, notes.semantics);
    const endedPod = ended.pod ?? { ...pod, status: ended.status };
    const { primaryContainerName } = notes;
    const hasOutputs = notes.hasOutputs && store !== undefined;
    const judged = judgeRun({ pod: endedPod, primaryContainerName, outcome, hasOutputs }, clock, view.warn);
    return end(verdictOf(judged), endOf(endedPod));
  } catch (error) {
    if (interruption.signal.aborted) return end({ verdict: "stopped" });
    if (!(error instanceof ProblemError)) throw error;
    return end({ verdict: "refused", problems: error.problems });
  } finally {
    view.end();
  }
}

/** When a Pod's last container ended, whenever that was seen; undefined where one has not. */
export function endOf({ status }: Pod): Date | undefined {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const times = statuses.map(({ state }) => Date.parse(state?.terminated?.finishedAt ?? ""));
  return times.length > 0 && times.every((time) => time > 0) ? new Date(Math.max(...times)) : undefined;
}

function startedRun({ pod, notes }: FoundRun): StartedRun {
  const { name = "", namespace = "" } = pod.metadata ?? {};
  return {
    engine: "kubernetes",
    ...{ name, namespace, outputPrefix: notes.outputPrefix },
    task: { interface: notes.interface },
    roles: initialView(pod).map((container) => [container.name, container.role]),
  };
}
