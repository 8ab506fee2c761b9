import { expect, it } from "vitest";
import { renderRunTime, renderState } from "./state-text.ts";

const ended = (exitCode: number, reason: string, signal?: string) =>
  renderState({ phase: "terminated", exitCode, reason, ...(signal !== undefined && { signal }) });

it("says of an end no more than is known of it", () => {
  expect([
    ended(0, "Completed"),
    ended(7, "Error"),
    ended(143, "Error", "SIGTERM"),
    ended(137, "DeadlineExceeded", "SIGKILL"),
    ended(137, "OOMKilled", "SIGKILL"),
    ended(137, "ContainerStatusUnknown"),
    ended(128, "StartError"),
  ]).toEqual([
    "done",
    "failed with exit code 7",
    "failed with exit code 143 (SIGTERM)",
    "failed with exit code 137 (SIGKILL, DeadlineExceeded)",
    "killed by SIGKILL (OOMKilled)",
    "end unknown (ContainerStatusUnknown)",
    "failed with exit code 128 (StartError)",
  ]);
});

it("knows no time under a second where times are whole seconds", () => {
  const container = { name: "main", role: "main", state: { phase: "running" } } as const;
  const between = (from: string, to: string) =>
    renderRunTime({ ...container, startedAt: new Date(from), endedAt: new Date(to) }, new Date(0));
  expect(between("2026-01-01T00:00:01Z", "2026-01-01T00:00:01Z")).toBe("under 1 s");
  expect(between("2026-01-01T00:00:01Z", "2026-01-01T00:00:03Z")).toBe("2.0 s");
  expect(between("2026-01-01T00:00:01.007Z", "2026-01-01T00:00:01.019Z")).toBe("12 ms");
  expect(renderRunTime(container, new Date(0))).toBeUndefined();
});
