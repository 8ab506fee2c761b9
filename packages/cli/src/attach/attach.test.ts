import type { Pod } from "@podwright/core";
import { expect, it } from "vitest";
import { plainStyle } from "../output/style.ts";
import { type RunNotes, writeRunNotes } from "../run/run-annotations.ts";
import { callPodwright } from "../testing/call-podwright.ts";
import { endOf } from "./attach-run.ts";
import { renderRuns, renderRunsJson } from "./list-runs.ts";
import { openRunStore } from "./open-run-store.ts";

const notes: RunNotes = {
  version: "1.2.3",
  semantics: "flyte-2.0",
  primaryContainerName: "main",
  outputPrefix: "s3://b/o/0",
  hasOutputs: true,
  gracePeriods: {
    "create-container-error-grace-period": "3m0s",
    "create-container-config-error-grace-period": "0s",
    "image-pull-backoff-grace-period": "3m0s",
    "pod-pending-timeout": "0s",
  },
};

it("lists runs with what keeps them, and those that tell nothing of themselves", () => {
  const creationTimestamp = "2026-01-01T00:00:00Z";
  const waiting: Pod = {
    metadata: { name: "r1", creationTimestamp, annotations: { ...writeRunNotes(notes) } },
    status: {
      phase: "Pending",
      conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/1 nodes" }],
    },
  };
  const foreign: Pod = { metadata: { name: "r2", creationTimestamp }, status: { phase: "Running" } };
  const options = { now: new Date("2026-01-01T00:02:00Z"), columns: undefined, style: plainStyle };
  expect(renderRuns([waiting, foreign], options)).toBe(
    `RUN  STATUS                                      AGE         OUTPUTS
r1   Pending, waiting: Unschedulable: 0/1 nodes  2 min 00 s  s3://b/o/0
r2   Running                                     2 min 00 s
`,
  );
});

it("lists runs for programs", () => {
  const creationTimestamp = "2026-01-01T00:00:00Z";
  const metadata = { name: "r1", creationTimestamp, annotations: { ...writeRunNotes(notes) } };
  expect(JSON.parse(renderRunsJson([{ metadata, status: { phase: "Running" } }], "ns"))).toEqual({
    runs: [{ name: "r1", namespace: "ns", phase: "Running", createdAt: creationTimestamp, outputPrefix: "s3://b/o/0" }],
  });
  expect(renderRunsJson([], "ns")).toBe('{\n  "runs": []\n}\n');
});

it("has a Pod's run end when its last container did, and one that has no end yet not at all", () => {
  const ended = (name: string, finishedAt: string) => ({
    ...{ name, ready: false, restartCount: 0, image: "", imageID: "" },
    state: { terminated: { exitCode: 0, finishedAt } },
  });
  const [early, late] = [ended("a", "2026-01-01T00:00:08Z"), ended("b", "2026-01-01T00:00:09Z")];
  const running = { ...early, state: { running: {} } };
  expect(endOf({ status: { initContainerStatuses: [late], containerStatuses: [early] } })).toEqual(
    new Date("2026-01-01T00:00:09Z"),
  );
  expect(endOf({ status: { containerStatuses: [early, running] } })).toBeUndefined();
  expect(endOf({})).toBeUndefined();
});

const shell = {
  programName: "podwright",
  environment: {},
  workingDirectory: "/nowhere",
  version: "1.2.3",
  stdout: process.stdout,
  stderr: process.stderr,
  interrupted: new AbortController().signal,
  hastened: new AbortController().signal,
  warn: () => {},
} as const;

it("wants a config where the run leaves outputs in a store, and none where it does not", async () => {
  await expect(openRunStore(notes, {}, shell)).rejects.toMatchObject({
    problems: [{ code: "STORE_CONFIG_INVALID", where: "s3://b/o/0" }],
  });
  expect(await openRunStore({ ...notes, hasOutputs: false }, {}, shell)).toBeUndefined();
  expect(await openRunStore({ ...notes, outputPrefix: "file://flyte-data/o" }, {}, shell)).toBeUndefined();
});

it("has the exit code of a cluster that cannot be reached", async () => {
  const environment = { KUBECONFIG: `${import.meta.dirname}/../run/testing/kubeconfig.yaml` };
  const { exitCode, stderr } = await callPodwright(["attach", "r1"], { environment });
  expect(stderr).toContain("error CLUSTER_UNREACHABLE");
  expect(exitCode).toBe(4);
});
