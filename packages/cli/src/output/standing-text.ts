import { holdingContainer, type OngoingTask, type Pod } from "@podwright/core";
import { visibleText } from "./visible-text.ts";

/**
 * What keeps a Pod from going on, in a line: `waiting: init container downloader: ImagePullBackOff: Back-off pulling image "x"`.
 * Empty where nothing does that takes more than its time.
 */
export function renderStanding(pod: Pod, primaryContainerName: string, task: OngoingTask): string {
  if (task.phase === "unknown") return line("unknown", task.reason, task.message);
  const holder = holdingContainer(pod, primaryContainerName);
  if (!holder || isUnscheduled(pod)) return task.reason === "" ? "" : line("waiting", task.reason, task.message);
  const { reason = "", message = "" } = holder.state?.waiting ?? {};
  if (reason === "" || (message === "" && passing.includes(reason))) return "";
  const isInit = pod.status?.initContainerStatuses?.includes(holder) ?? false;
  return line("waiting", `${isInit ? "init container" : "container"} ${holder.name}: ${reason}`, message);
}

/**
 * What a Pod goes on for whose task has ended: its containers beside the primary one. Flyte would delete it now; here each ends of itself.
 * Empty where none runs: sidecars are stopped.
 */
export function renderAftermath({ status }: Pod): string {
  const running = (status?.containerStatuses ?? []).filter(({ state }) => state?.running).map(({ name }) => name);
  if (running.length === 0) return "";
  return `the task has ended, and Flyte would end its Pod; it goes on here until ${running.join(" and ")} ${running.length === 1 ? "ends" : "end"}`;
}

/** What every container goes through. */
const passing: readonly string[] = ["PodInitializing", "ContainerCreating"];

function isUnscheduled({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "PodScheduled" && is === "False") ?? false;
}

function line(...parts: readonly string[]): string {
  const said = parts.map((part) => visibleText(part.replaceAll(/\s*[\r\n]+\s*/g, " ").trim()));
  return said.filter((part) => part !== "").join(": ");
}
