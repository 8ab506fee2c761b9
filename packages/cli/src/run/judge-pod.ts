import { type GracePeriods, type Pod, phaseClock, podVerdict, type SemanticsName } from "@podwright/core";
import type { RunEvent } from "@podwright/runner";
import type { RunView } from "../output/run-view.ts";
import { renderAftermath, renderStanding } from "../output/standing-text.ts";

export interface JudgedBy {
  readonly primaryContainerName: string;
  readonly gracePeriods: GracePeriods;
  readonly semantics: SemanticsName;
}

/** How a Pod stands for its task: whether that has ended, and what the Pod is kept by, in a line; empty where by nothing. */
export interface Standing {
  readonly isOver: boolean;
  readonly text: string;
}

/** Judges a Pod at any time of its life by the clock of this machine. */
export function judgeOf({ primaryContainerName, gracePeriods, semantics }: JudgedBy): (pod: Pod) => Standing {
  return (pod) => {
    const clock = phaseClock(new Date().toISOString(), gracePeriods, semantics);
    const { task } = podVerdict({ pod, primaryContainerName }, clock);
    if (task.phase === "succeeded" || task.phase === "failed") return { isOver: true, text: renderAftermath(pod) };
    return { isOver: false, text: renderStanding(pod, primaryContainerName, task) };
  };
}

/** Shows every event of a run, and what keeps its Pod whenever the engine tells how it stands. */
export function showEach(view: RunView, judge: (pod: Pod) => Standing): (event: RunEvent) => void {
  return (event) => {
    view.show(event);
    if (event.type === "pod") view.stands(judge(event.pod).text);
  };
}
