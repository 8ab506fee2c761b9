import { describe, expect, test } from "vitest";
import { platformConfig } from "../config/meant/read-section.ts";
import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { ContainerState, ContainerStatus, PodStatus } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { phaseClock } from "./phase-clock.ts";
import { podVerdict } from "./pod-verdict.ts";
import type { TaskPhase } from "./task-phase.ts";

const container = (name: string, state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name,
  ready: false,
  restartCount: 0,
  image: "",
  imageID: "",
  state,
  ...more,
});
const initializing: ContainerState = { waiting: { reason: "PodInitializing" } };
const notReady = (lastTransitionTime: string) => ({
  type: "Ready",
  status: "False",
  reason: "ContainersNotReady",
  message: "containers with unready status: [main]",
  lastTransitionTime,
});
/** Half a minute and ten minutes before the clock. */
const justNow = "2026-03-01T11:59:30Z";
const longAgo = "2026-03-01T11:50:00Z";

function verdict(status: PodStatus, version: FlyteVersion, deletionTimestamp?: string): TaskPhase {
  const metadata = { name: "a0", namespace: "ns", ...(deletionTimestamp && { deletionTimestamp }) };
  const spec = {
    initContainers: [{ name: "downloader" }, { name: "uploader", restartPolicy: "Always" }],
    containers: [{ name: "main" }],
  };
  const clock = phaseClock("2026-03-01T12:00:00Z", valueOrThrow(platformConfig({}, version)), version);
  return podVerdict({ pod: { metadata, spec, status }, primaryContainerName: "main" }, clock).task;
}

describe("the phase of a task whose Pod has not ended", () => {
  const cases: readonly {
    name: string;
    status: PodStatus;
    want: TaskPhase;
    /** Where Flyte 1.16 has it otherwise. */
    want116?: TaskPhase;
  }[] = [
    {
      name: "is queued while the scheduler finds no node, in the scheduler's words",
      status: {
        phase: "Pending",
        conditions: [
          {
            type: "PodScheduled",
            status: "False",
            reason: "Unschedulable",
            message: "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.",
          },
        ],
      },
      want: {
        phase: "queued",
        reason: "Unschedulable",
        message: "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.",
      },
    },
    { name: "is queued when nothing is known yet", status: {}, want: { phase: "queued", reason: "", message: "" } },
    {
      name: "is initializing while an init container runs",
      status: {
        phase: "Pending",
        conditions: [notReady(justNow)],
        initContainerStatuses: [container("downloader", { running: {} }), container("uploader", initializing)],
        containerStatuses: [container("main", initializing)],
      },
      want: { phase: "initializing", reason: "", message: "[downloader] runs." },
    },
    {
      name: "is initializing once an init container has begun, even before the Pod has a condition",
      status: { phase: "Pending", initContainerStatuses: [container("downloader", { running: {} })] },
      want: { phase: "initializing", reason: "", message: "[downloader] runs." },
    },
    {
      name: "gives the init container's own reason to wait, not that the task's container waits for it",
      status: {
        phase: "Pending",
        conditions: [notReady(justNow)],
        initContainerStatuses: [
          container("downloader", {
            waiting: { reason: "ImagePullBackOff", message: 'Back-off pulling image "nosuch"' },
          }),
          container("uploader", initializing),
        ],
        containerStatuses: [container("main", initializing)],
      },
      want: {
        phase: "initializing",
        reason: "ImagePullBackOff",
        message: '[downloader] waits. Reason [ImagePullBackOff]. Message:\nBack-off pulling image "nosuch"',
      },
    },
    {
      name: "fails with the init container's own reason once Flyte's patience is over; Flyte 1 never loses it",
      status: {
        phase: "Pending",
        conditions: [notReady(longAgo)],
        initContainerStatuses: [container("downloader", { waiting: { reason: "ImagePullBackOff" } })],
        containerStatuses: [container("main", initializing)],
      },
      want: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "ImagePullBackOff",
        message: [
          "[downloader] waits. Reason [ImagePullBackOff].",
          "Grace period [3m0s] exceeded|containers with unready status: [main]|",
        ].join("\n"),
      },
      want116: {
        phase: "initializing",
        reason: "ImagePullBackOff",
        message: "[downloader] waits. Reason [ImagePullBackOff].",
      },
    },
    {
      name: "fails for good when an init container's config cannot be used",
      status: {
        phase: "Pending",
        conditions: [notReady(justNow)],
        initContainerStatuses: [
          container("downloader", {
            waiting: { reason: "CreateContainerConfigError", message: 'configmap "ca" not found' },
          }),
        ],
        containerStatuses: [container("main", initializing)],
      },
      want: {
        phase: "failed",
        kind: "user",
        recoverable: false,
        code: "CreateContainerConfigError",
        message: [
          '[downloader] waits. Reason [CreateContainerConfigError]. Message:\nconfigmap "ca" not found',
          'Grace period [0s] exceeded|containers with unready status: [main]|configmap "ca" not found',
        ].join("\n"),
      },
      want116: {
        phase: "initializing",
        reason: "CreateContainerConfigError",
        message: '[downloader] waits. Reason [CreateContainerConfigError]. Message:\nconfigmap "ca" not found',
      },
    },
    {
      name: "names an init container that crashes in a loop, with its exit code and words",
      status: {
        phase: "Pending",
        conditions: [notReady(justNow)],
        initContainerStatuses: [
          container(
            "downloader",
            { waiting: { reason: "CrashLoopBackOff", message: "back-off 10s" } },
            {
              lastState: { terminated: { exitCode: 1, reason: "Error", message: "InputDownloadFailed: unknown CA\n" } },
            },
          ),
        ],
        containerStatuses: [container("main", initializing)],
      },
      want: {
        phase: "failed",
        kind: "system",
        recoverable: true,
        code: "InputDownloadFailed",
        message: [
          "[downloader] waits. Reason [CrashLoopBackOff]. Message:\nback-off 10s",
          "[downloader] terminated with exit code (1). Reason [Error]. Message:\nInputDownloadFailed: unknown CA",
        ].join("\n"),
        container: {
          name: "downloader",
          role: "init",
          exitCode: 1,
          reason: "Error",
          words: "InputDownloadFailed: unknown CA",
        },
      },
      want116: {
        phase: "initializing",
        reason: "CrashLoopBackOff",
        message: [
          "[downloader] waits. Reason [CrashLoopBackOff]. Message:\nback-off 10s",
          "[downloader] terminated with exit code (1). Reason [Error]. Message:\nInputDownloadFailed: unknown CA",
        ].join("\n"),
        container: {
          name: "downloader",
          role: "init",
          exitCode: 1,
          reason: "Error",
          words: "InputDownloadFailed: unknown CA",
        },
      },
    },
    {
      name: "waits for the task's own image once the init containers are done",
      status: {
        phase: "Pending",
        conditions: [notReady(justNow)],
        initContainerStatuses: [
          container("downloader", { terminated: { exitCode: 0 } }),
          container("uploader", { running: {} }, { started: true }),
        ],
        containerStatuses: [container("main", { waiting: { reason: "ContainerCreating" } })],
      },
      want: {
        phase: "initializing",
        reason: "ContainerCreating",
        message: "[main] waits. Reason [ContainerCreating].",
      },
    },
    {
      name: "is running while the task's container runs",
      status: {
        phase: "Running",
        initContainerStatuses: [
          container("downloader", { terminated: { exitCode: 0 } }),
          container("uploader", { running: {} }, { started: true }),
        ],
        containerStatuses: [container("main", { running: {} })],
      },
      want: { phase: "running", reason: "", message: "" },
    },
    {
      name: "is unknown when the Pod's node is; Flyte 1 takes it for running",
      status: { phase: "Unknown", reason: "NodeLost", message: "Node n1 which was running pod a0 is unresponsive" },
      want: {
        phase: "unknown",
        reason: "NodeLost",
        message: "Node n1 which was running pod a0 is unresponsive",
      },
      want116: { phase: "running", reason: "", message: "" },
    },
  ];
  for (const { name, status, want, want116 = want } of cases) {
    test(name, () => {
      expect(verdict(status, "flyte-2.0")).toEqual(want);
      expect(verdict(status, "flyte-1.16")).toEqual(want116);
    });
  }

  test("is a failure of the system when somebody deleted the Pod", () => {
    const status = { phase: "Running", containerStatuses: [container("main", { running: {} })] };
    expect(verdict(status, "flyte-2.0", justNow)).toEqual({
      phase: "failed",
      kind: "system",
      recoverable: true,
      code: "UnexpectedObjectDeletion",
      message: "object [ns/a0] terminated unexpectedly in the background",
    });
  });
});
