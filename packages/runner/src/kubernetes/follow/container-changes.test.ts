import type { ContainerState, ContainerStatus, PodSpec, PodStatus } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { containerChanges, type KnownContainers } from "./container-changes.ts";

const spec: PodSpec = {
  initContainers: [{ name: "side", restartPolicy: "Always" }, { name: "init" }],
  containers: [{ name: "main" }, { name: "other" }],
};
const time = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, "0")}Z`;

function status(name: string, state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name, state, ready: false, restartCount: 0, image: "", imageID: "", ...more };
}

const runs = (name: string, id: string, second: number, more: Partial<ContainerStatus> = {}) =>
  status(name, { running: { startedAt: time(second) } }, { containerID: id, ...more });
const terminated = (id: string, from: number, to: number, exitCode = 0) => ({
  exitCode,
  reason: exitCode === 0 ? "Completed" : "Error",
  startedAt: time(from),
  finishedAt: time(to),
  containerID: id,
});
const waits = (name: string, reason: string, more: Partial<ContainerStatus> = {}) =>
  status(name, { waiting: { reason } }, more);

/** What a row of statuses tells, status by status. */
function told(...statuses: readonly PodStatus[]): readonly string[][] {
  let known: KnownContainers = new Map();
  return statuses.map((one) => {
    const changed = containerChanges(known, { spec, status: one }, new Date(0));
    known = changed.known;
    return [
      ...changed.changes.map(({ container, state, instance }) => {
        const detail = state.phase === "waiting" ? state.reason : instance;
        const end = state.phase === "terminated" ? ` ${state.exitCode} ${state.reason}` : "";
        return `${container} ${state.phase} ${detail}${end}`;
      }),
      ...changed.missed.map(({ container, count }) => `${container} missed ${count}`),
    ];
  });
}

describe("what happened to containers between two statuses", () => {
  test("is told in the order of their life, though it comes at once and in the same second", () => {
    const after: PodStatus = {
      initContainerStatuses: [
        status("side", { terminated: terminated("s", 5, 9) }),
        status("init", { terminated: terminated("i", 5, 5) }),
      ],
      containerStatuses: [
        status("main", { terminated: terminated("m", 5, 9) }),
        status("other", { terminated: terminated("o", 5, 9, 1) }),
      ],
    };
    expect(told(after)).toEqual([
      [
        "side running s",
        "init running i",
        "init terminated i 0 Completed",
        "main running m",
        "other running o",
        "main terminated m 0 Completed",
        "other terminated o 1 Error",
        "side terminated s 0 Completed",
      ],
    ]);
  });

  test("is nothing where the status says the same again", () => {
    const same = { containerStatuses: [runs("main", "m", 1)] };
    expect(told(same, same)).toEqual([["main running m"], []]);
  });

  test("is an end and a new start where a container has restarted, each once", () => {
    const lastState = { terminated: terminated("m0", 1, 2, 3) };
    expect(
      told(
        { containerStatuses: [runs("main", "m0", 1)] },
        { containerStatuses: [status("main", { terminated: terminated("m0", 1, 2, 3) })] },
        { containerStatuses: [waits("main", "CrashLoopBackOff", { lastState, restartCount: 1 })] },
        { containerStatuses: [runs("main", "m1", 12, { lastState, restartCount: 1 })] },
        {
          containerStatuses: [status("main", { terminated: terminated("m1", 12, 13) }, { lastState, restartCount: 1 })],
        },
      ),
    ).toEqual([
      ["main running m0"],
      ["main terminated m0 3 Error"],
      ["main waiting CrashLoopBackOff"],
      ["main running m1"],
      ["main terminated m1 0 Completed"],
    ]);
  });

  test("is an end and a new start though both come at once, in one second", () => {
    const lastState = { terminated: terminated("m0", 1, 1, 3) };
    expect(told({ containerStatuses: [runs("main", "m1", 1, { lastState, restartCount: 1 })] })).toEqual([
      ["main running m0", "main terminated m0 3 Error", "main running m1"],
    ]);
  });

  test("is said to be incomplete where instances came and went unseen", () => {
    const lastState = { terminated: terminated("m3", 7, 8, 1) };
    expect(
      told(
        { containerStatuses: [runs("main", "m0", 1)] },
        { containerStatuses: [runs("main", "m4", 9, { lastState, restartCount: 4 })] },
      ),
    ).toEqual([
      ["main running m0"],
      ["main running m3", "main terminated m3 1 Error", "main running m4", "main missed 3"],
    ]);
  });

  test("is said to be incomplete at the first sight of a container that has restarted, by what its status does not tell", () => {
    const lastState = { terminated: terminated("m1", 5, 6, 1) };
    const first = (one: ContainerStatus) => told({ containerStatuses: [one] })[0]?.at(-1);
    expect(first(runs("main", "m2", 7, { lastState, restartCount: 2 }))).toBe("main missed 1");
    expect(first(waits("main", "CrashLoopBackOff", { lastState, restartCount: 2 }))).toBe("main missed 2");
    const ended = { terminated: terminated("m2", 7, 8) };
    expect(first(status("main", ended, { restartCount: 2 }))).toBe("main missed 2");
  });

  test("has no start for a container whose program could not start", () => {
    const never = { ...terminated("m", 0, 2, 128), startedAt: "1970-01-01T00:00:00Z", reason: "StartError" };
    expect(told({ containerStatuses: [status("main", { terminated: never })] })).toEqual([
      ["main terminated m 128 StartError"],
    ]);
  });

  test("is an end of the instance that ran where the kubelet has lost it", () => {
    const lost = { exitCode: 137, reason: "ContainerStatusUnknown", message: "could not be located" };
    expect(
      told(
        { containerStatuses: [runs("main", "m", 1)] },
        { containerStatuses: [status("main", { terminated: lost })] },
      ),
    ).toEqual([["main running m"], ["main terminated m 137 ContainerStatusUnknown"]]);
  });

  test("is no signal's doing where the kubelet made the exit code up", () => {
    const signalOf = (reason: string) => {
      const state = { terminated: { ...terminated("m", 1, 2, 137), reason } };
      const pod = { spec, status: { containerStatuses: [status("main", state)] } };
      const end = containerChanges(new Map(), pod, new Date(0)).changes.at(-1)?.state;
      return end?.phase === "terminated" ? end.signal : "no end";
    };
    expect(signalOf("Error")).toBe("SIGKILL");
    expect(signalOf("ContainerStatusUnknown")).toBeUndefined();
  });

  test("is each new reason to wait, but for those of every start", () => {
    expect(
      told(
        { containerStatuses: [waits("main", "PodInitializing")] },
        { containerStatuses: [waits("main", "ContainerCreating")] },
        { containerStatuses: [waits("main", "ErrImagePull")] },
        { containerStatuses: [waits("main", "ErrImagePull")] },
        { containerStatuses: [waits("main", "ImagePullBackOff")] },
        { containerStatuses: [waits("main", "ErrImagePull")] },
        { containerStatuses: [waits("main", "ImagePullBackOff")] },
      ),
    ).toEqual([[], [], ["main waiting ErrImagePull"], [], ["main waiting ImagePullBackOff"], [], []]);
  });
});
