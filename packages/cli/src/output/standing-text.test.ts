import type { ContainerStatus, OngoingTask, Pod } from "@podwright/core";
import { expect, it } from "vitest";
import { renderStanding } from "./standing-text.ts";

const queued: OngoingTask = { phase: "queued", reason: "", message: "" };

function waits(name: string, reason: string, message?: string): ContainerStatus {
  const waiting = { reason, ...(message !== undefined && { message }) };
  return { name, state: { waiting }, ready: false, restartCount: 0, image: "", imageID: "" };
}

const cases: readonly {
  readonly name: string;
  readonly pod: Pod;
  readonly task?: OngoingTask;
  readonly want: string;
}[] = [
  {
    name: "an init container that waits, with its own reason in front of what waits for it",
    pod: {
      status: {
        phase: "Pending",
        initContainerStatuses: [waits("downloader", "ImagePullBackOff", 'Back-off pulling\nimage "x"')],
        containerStatuses: [waits("main", "PodInitializing")],
      },
    },
    want: 'waiting: init container downloader: ImagePullBackOff: Back-off pulling image "x"',
  },
  {
    name: "a container of the task",
    pod: { status: { phase: "Running", containerStatuses: [waits("main", "CrashLoopBackOff", "back-off 10s")] } },
    want: "waiting: container main: CrashLoopBackOff: back-off 10s",
  },
  {
    name: "a Pod that no node has room for",
    pod: { status: { phase: "Pending", conditions: [{ type: "PodScheduled", status: "False" }] } },
    task: { phase: "queued", reason: "Unschedulable", message: "0/1 nodes are available" },
    want: "waiting: Unschedulable: 0/1 nodes are available",
  },
  {
    name: "nothing of what takes its time",
    pod: { status: { phase: "Pending", containerStatuses: [waits("main", "ContainerCreating")] } },
    want: "",
  },
  {
    name: "a node that is not heard of",
    pod: { status: { phase: "Unknown" } },
    task: { phase: "unknown", reason: "NodeLost", message: "the node is gone" },
    want: "unknown: NodeLost: the node is gone",
  },
];

it.each(cases)("tells of $name", ({ pod, task = queued, want }) => {
  expect(renderStanding(pod, "main", task)).toBe(want);
});
