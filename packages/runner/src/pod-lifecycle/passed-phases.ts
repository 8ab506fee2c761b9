import type { ContainerPhase } from "../runner.ts";
import { containerPhase } from "./container-phase.ts";
import type { ContainerRecord, ContainerStep } from "./pod-state.ts";

type StepName = ContainerStep["name"];

/** What a container shows of each move; one step of the lifecycle may hold several moves. */
const shown: readonly {
  readonly from: readonly StepName[];
  readonly to: readonly StepName[];
  readonly as: readonly StepName[];
}[] = [
  { from: ["starting", "hooked"], to: ["running", "stopping"], as: ["running"] },
  { from: ["starting", "hooked", "running", "stopping"], to: ["ended"], as: ["ended"] },
  { from: ["starting", "hooked", "running", "stopping"], to: ["backing-off"], as: ["ended", "backing-off"] },
];

/** The phases that a container passed from `before` to `after`, for who watches it. */
export function passedPhases(before: ContainerRecord, after: ContainerRecord): readonly ContainerPhase[] {
  const startsAtOnce = after.step.name === "backing-off" && after.step.seconds === 0;
  const move = shown.find(({ from, to }) => from.includes(before.step.name) && to.includes(after.step.name));
  const passed = (move?.as ?? []).filter((name) => name !== "backing-off" || !startsAtOnce);
  return passed.map((name) => containerPhase(name === "ended" ? { ...after, step: { name } } : after));
}
