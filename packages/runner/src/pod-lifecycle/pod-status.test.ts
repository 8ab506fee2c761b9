import type { PodSpec, PodStatus } from "@podwright/core";
import { describe, expect, test } from "vitest";
import type { ContainerEvent } from "./container-transitions.ts";
import { advance } from "./lifecycle.ts";
import { initialState, type PodState } from "./pod-state.ts";
import { podStatus } from "./pod-status.ts";

const at = new Date(Date.UTC(2026, 0, 1));
const time = "2026-01-01T00:00:00.000Z";
const check = { exec: { command: ["check"] } };

/** The status of a Pod after these events, in an order that lets all of them count. */
function statusAfter(
  spec: PodSpec,
  events: readonly (readonly [container: string, event: ContainerEvent])[],
): PodStatus {
  const pod = { spec };
  let state: PodState = advance(initialState(pod, at), { type: "begin", at }).state;
  for (const [name, event] of events) state = advance(state, { type: "container", name, event, at }).state;
  return podStatus({ pod, state, podIp: "10.0.0.7" }, at);
}

const started: ContainerEvent = { type: "started", at };
const ended = (exitCode: number): ContainerEvent => ({ type: "ended", at, end: { exitCode } });
const success = (kind: "startup" | "readiness"): ContainerEvent => ({ type: "probed", kind, verdict: "success" });

const conditions = (status: PodStatus) =>
  (status.conditions ?? []).map(({ type, status: is, reason, message }) =>
    [type, is, reason, message].filter((word) => word !== undefined).join(" "),
  );
const containers = (status: PodStatus) =>
  [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].map(
    ({ name, state, lastState, ready, started: hasStarted }) =>
      [
        name,
        state?.waiting?.reason ?? (state?.running ? "running" : `ended ${state?.terminated?.exitCode}`),
        ...(lastState?.terminated ? [`before that ${lastState.terminated.exitCode}`] : []),
        ...(hasStarted ? ["started"] : []),
        ...(ready ? ["ready"] : []),
      ].join(", "),
  );

/** As a kubelet 1.34.4 reported the same Pods. */
describe("the status of a Pod", () => {
  const sidecar = { name: "sidecar", restartPolicy: "Always", startupProbe: check };
  const spec: PodSpec = {
    restartPolicy: "Never",
    initContainers: [sidecar],
    containers: [{ name: "main", readinessProbe: check }],
  };

  test("is pending, and waits for a sidecar that has not started", () => {
    const status = statusAfter(spec, [["sidecar", started]]);
    expect(status.phase).toBe("Pending");
    expect(status.podIP).toBe("10.0.0.7");
    expect(containers(status)).toEqual(["sidecar, running", "main, PodInitializing"]);
    expect(conditions(status)).toEqual([
      "PodReadyToStartContainers True",
      "Initialized False ContainersNotInitialized containers with incomplete status: [sidecar]",
      "Ready False ContainersNotReady containers with unready status: [sidecar main]",
      "ContainersReady False ContainersNotReady containers with unready status: [sidecar main]",
      "PodScheduled True",
    ]);
  });

  test("is running and not ready until every container is", () => {
    const running: Parameters<typeof statusAfter>[1] = [
      ["sidecar", started],
      ["sidecar", success("startup")],
      ["main", started],
    ];
    const unready = statusAfter(spec, running);
    expect(unready.phase).toBe("Running");
    expect(containers(unready)).toEqual(["sidecar, running, started, ready", "main, running, started"]);
    expect(conditions(unready).slice(1, 3)).toEqual([
      "Initialized True",
      "Ready False ContainersNotReady containers with unready status: [main]",
    ]);
    const ready = statusAfter(spec, [...running, ["main", success("readiness")]]);
    expect(containers(ready)).toEqual(["sidecar, running, started, ready", "main, running, started, ready"]);
    expect(conditions(ready).slice(2, 4)).toEqual(["Ready True", "ContainersReady True"]);
  });

  test("is completed when all has ended well", () => {
    const status = statusAfter(spec, [
      ["sidecar", started],
      ["sidecar", success("startup")],
      ["main", started],
      ["main", ended(0)],
      ["sidecar", ended(137)],
    ]);
    expect(status.phase).toBe("Succeeded");
    expect(containers(status)).toEqual(["sidecar, ended 137", "main, ended 0"]);
    expect(conditions(status)).toEqual([
      "PodReadyToStartContainers False",
      "Initialized True PodCompleted",
      "Ready False PodCompleted",
      "ContainersReady False PodCompleted",
      "PodScheduled True",
    ]);
  });

  test("is failed, and was never initialized, when an init container fails for good", () => {
    const status = statusAfter(
      { restartPolicy: "Never", initContainers: [{ name: "init" }], containers: [{ name: "main" }] },
      [
        ["init", started],
        ["init", ended(3)],
      ],
    );
    expect(status.phase).toBe("Failed");
    expect(containers(status)).toEqual(["init, ended 3", "main, PodInitializing"]);
    expect(conditions(status)).toEqual([
      "PodReadyToStartContainers False",
      "Initialized False ContainersNotInitialized containers with incomplete status: [init]",
      "Ready False PodFailed",
      "ContainersReady False PodFailed",
      "PodScheduled True",
    ]);
  });

  test("tells of a container that waits to be started again, and how it ended before", () => {
    const status = statusAfter({ containers: [{ name: "main" }] }, [
      ["main", started],
      ["main", ended(1)],
      ["main", { type: "start", at }],
      ["main", started],
      ["main", ended(2)],
    ]);
    expect(status.phase).toBe("Running");
    expect(status.containerStatuses?.[0]?.state).toEqual({
      waiting: { reason: "CrashLoopBackOff", message: "back-off 10s restarting failed container=main" },
    });
    expect(status.containerStatuses?.[0]?.lastState).toEqual({
      terminated: { exitCode: 2, reason: "Error", startedAt: time, finishedAt: time },
    });
  });

  test("lists init containers in the Pod's order and main containers by their names", () => {
    const initContainers = [{ name: "second" }, { name: "first" }];
    const status = statusAfter(
      { restartPolicy: "Never", initContainers, containers: [{ name: "z" }, { name: "a" }] },
      [],
    );
    expect(containers(status).map((words) => words.split(",")[0])).toEqual(["second", "first", "a", "z"]);
  });

  test("leaves a container ended that starts again at once", () => {
    const status = statusAfter({ containers: [{ name: "main" }] }, [
      ["main", started],
      ["main", ended(1)],
    ]);
    expect(status.phase).toBe("Running");
    expect(containers(status)).toEqual(["main, ended 1"]);
  });

  test("says that a container is being made while its hook after the start runs", () => {
    const lifecycle = { postStart: check };
    const status = statusAfter({ containers: [{ name: "main", lifecycle }] }, [["main", started]]);
    expect(status.phase).toBe("Pending");
    expect(containers(status)).toEqual(["main, ContainerCreating"]);
  });
});
