import type { PodStatus } from "@podwright/core";
import type { ContainerRecord, PodState } from "./pod-state.ts";

type Condition = NonNullable<PodStatus["conditions"]>[number];
type Verdict = Pick<Condition, "status" | "reason" | "message">;

/**
 * A Pod's conditions in a kubelet's order.
 * @param before - what they were; one that has not changed keeps its time
 * @source pkg/kubelet/status/generate.go, kubernetes/kubernetes v1.34
 */
export function podConditions(
  state: PodState,
  phase: string,
  { at, before = [] }: { readonly at: Date; readonly before?: readonly Condition[] | undefined },
): Condition[] {
  const ready = readyVerdict(state, phase);
  const verdicts: readonly (readonly [type: string, verdict: Verdict])[] = [
    ["PodReadyToStartContainers", { status: state.stage.name === "ended" ? "False" : "True" }],
    ["Initialized", initializedVerdict(state, phase)],
    ["Ready", ready],
    ["ContainersReady", ready],
    ["PodScheduled", { status: "True" }],
  ];
  return verdicts.map(([type, verdict]) => {
    const same = before.find((condition) => condition.type === type && condition.status === verdict.status);
    return { type, ...verdict, lastTransitionTime: same?.lastTransitionTime ?? at.toISOString() };
  });
}

function initializedVerdict({ containers }: PodState, phase: string): Verdict {
  if (phase === "Succeeded") return { status: "True", reason: "PodCompleted" };
  const ran = containers.some(({ role, step, last }) => role === "main" && (last?.startedAt || "startedAt" in step));
  const incomplete = containers.filter((record) => record.role !== "main" && !isInitialized(record));
  if (ran || incomplete.length === 0) return { status: "True" };
  return {
    status: "False",
    reason: "ContainersNotInitialized",
    message: `containers with incomplete status: [${names(incomplete)}]`,
  };
}

function isInitialized({ role, step, last }: ContainerRecord): boolean {
  if (role === "init") return step.name === "ended" && last?.exitCode === 0;
  return (step.name === "running" || step.name === "stopping") && step.health !== "unstarted";
}

function readyVerdict({ containers }: PodState, phase: string): Verdict {
  if (phase === "Succeeded") return { status: "False", reason: "PodCompleted" };
  if (phase === "Failed") return { status: "False", reason: "PodFailed" };
  const unready = containers.filter((record) => record.role !== "init" && !isReady(record));
  if (unready.length === 0) return { status: "True" };
  return {
    status: "False",
    reason: "ContainersNotReady",
    message: `containers with unready status: [${names(unready)}]`,
  };
}

function isReady({ step }: ContainerRecord): boolean {
  return (step.name === "running" || step.name === "stopping") && step.health === "ready";
}

function names(records: readonly ContainerRecord[]): string {
  return records.map(({ name }) => name).join(" ");
}
