import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PodSpec } from "@podwright/core";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { RunEvent } from "../runner.ts";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";
import { shell, untilTerm } from "./pod-case.ts";

vi.setConfig({ testTimeout: 30_000 });

const temporaryFolder = mkdtempSync(join(tmpdir(), "podwright-told-"));
afterAll(() => rmSync(temporaryFolder, { recursive: true }));

/** @param stopAt - the Pod is stopped once a container of it stands like this */
async function eventsOf(spec: PodSpec, stopAt?: string): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  const controller = new AbortController();
  const { signal } = controller;
  const request = { pod: { metadata: { name: "told" }, spec }, configMaps: [], secrets: [], programs: {}, signal };
  await createSandboxRunner({ path: process.env.PATH ?? "", temporaryFolder }).run(request, (event) => {
    events.push(event);
    if (stopAt !== undefined && standings([event], "main")[0] === stopAt) controller.abort();
  });
  return events;
}

/** How a container stood each time that this changed, as the Pod's status has it. */
function standings(events: readonly RunEvent[], container: string): readonly string[] {
  const all = events.flatMap((event) => {
    if (event.type !== "pod") return [];
    const { initContainerStatuses = [], containerStatuses = [] } = event.pod.status ?? {};
    const status = [...initContainerStatuses, ...containerStatuses].find(({ name }) => name === container);
    const words = [Object.keys(status?.state ?? {})[0], status?.started ? "started" : "", status?.ready ? "ready" : ""];
    return [words.filter(Boolean).join(" ")];
  });
  return all.filter((standing, index) => standing !== all[index - 1]);
}

const notices = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === "notice" ? [`${event.container} ${event.reason}: ${event.message}`] : []));

/** However long it takes on a busy machine to ask. */
const often = { periodSeconds: 1, timeoutSeconds: 20 };

describe("the events of a run in the sandbox", () => {
  test("tell when a container has started and when it is ready", async () => {
    const asked = { command: ["sh", "-c", "test -e /tmp/ready || { touch /tmp/asked; exit 1; }"] };
    const main = shell("main", `until test -e /tmp/asked; do sleep 0.02; done; touch /tmp/ready; ${untilTerm}`, {
      startupProbe: { exec: { command: ["true"] }, ...often },
      readinessProbe: { exec: asked, ...often },
    });
    const events = await eventsOf({ restartPolicy: "Never", containers: [main] }, "running started ready");
    expect(standings(events, "main")).toEqual([
      "waiting",
      "running",
      "running started",
      "running started ready",
      "terminated",
    ]);
    const times = events.flatMap((event) => {
      const ready =
        event.type === "pod" ? event.pod.status?.conditions?.find(({ type }) => type === "Initialized") : undefined;
      return ready ? [ready.lastTransitionTime] : [];
    });
    expect(new Set(times).size).toBe(1);
  });

  test("tell what probes said and who was killed for it", async () => {
    const main = shell(
      "main",
      "trap 'exit 0' TERM; test -e /data/x && exit 0; touch /data/x; while :; do sleep 0.02; done",
      {
        volumeMounts: [{ name: "data", mountPath: "/data" }],
        livenessProbe: {
          exec: { command: ["sh", "-c", "echo broken; exit 1"] },
          ...often,
          failureThreshold: 2,
        },
      },
    );
    const volumes = [{ name: "data", emptyDir: {} }];
    const events = await eventsOf({ restartPolicy: "OnFailure", volumes, containers: [main] });
    expect(notices(events)).toEqual([
      "main Unhealthy: Liveness probe failed: broken",
      "main Killing: Container main failed liveness probe, will be restarted",
    ]);
  });

  test("tell how a container ended that is stopped by a signal of its own choice", async () => {
    const sidecar = shell("sidecar", "trap 'exit 3' INT; trap 'exit 4' TERM; while :; do sleep 0.02; done", {
      restartPolicy: "Always",
      lifecycle: { stopSignal: "SIGINT" },
    });
    const events = await eventsOf({
      restartPolicy: "Never",
      initContainers: [sidecar],
      containers: [shell("main", "true")],
    });
    const ends = events.flatMap((event) => {
      if (event.type !== "container" || event.state.phase !== "terminated") return [];
      return [`${event.container} ${event.state.exitCode}`];
    });
    expect(ends).toEqual(["main 0", "sidecar 3"]);
  });

  test("tell which limits have no effect, in one line", async () => {
    const resources = { limits: { "ephemeral-storage": "1Gi", "nvidia.com/gpu": "1" } };
    const containers = [shell("main", "true", { resources })];
    const events = await eventsOf({ restartPolicy: "Never", containers });
    expect(notices(events)).toEqual([
      "undefined LimitsWithoutEffect: the sandbox does not enforce limits of ephemeral-storage and nvidia.com/gpu (docs/sandbox.md)",
    ]);
  });

  test("tell which hooks failed", async () => {
    const lifecycle = { postStart: { exec: { command: ["false"] } }, preStop: { exec: { command: ["false"] } } };
    const main = shell("main", "trap 'exit 0' TERM; while :; do sleep 0.02; done", { lifecycle });
    const events = await eventsOf({ restartPolicy: "Never", containers: [main] });
    expect(notices(events)).toEqual([
      "main FailedPostStartHook: PostStartHook failed",
      "main FailedPreStopHook: PreStopHook failed",
    ]);
  });
});
