import type { ContainerState, ContainerStatus, OngoingTask, Pod } from "@podwright/core";
import { describe, expect, it } from "vitest";
import { renderAftermath, renderStanding } from "./standing-text.ts";

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

describe("a Pod whose task has ended", () => {
  const container = (name: string, state: ContainerState): ContainerStatus => {
    return { name, ready: false, restartCount: 0, image: "", imageID: "", state };
  };
  const ended = container("primary", { terminated: { exitCode: 0 } });

  it("goes on for the containers beside the primary one, which Flyte would not wait for", () => {
    const containerStatuses = [ended, container("proxy", { running: {} })];
    expect(renderAftermath({ status: { phase: "Running", containerStatuses } })).toBe(
      "the task has ended, and Flyte would end its Pod; it goes on here until proxy ends",
    );
  });

  it("says nothing of native sidecars, which are stopped", () => {
    const initContainerStatuses = [container("uploader", { running: {} })];
    expect(renderAftermath({ status: { phase: "Running", initContainerStatuses, containerStatuses: [ended] } })).toBe(
      "",
    );
  });
});
