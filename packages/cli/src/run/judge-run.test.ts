import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type ContainerStatus,
  type PodStatus,
  type Problem,
  ProblemError,
  phaseClock,
  platformConfig,
  valueOrThrow,
} from "@podwright/core";
import { gatherTrust, openStore } from "@podwright/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judgeRun } from "./judge-run.ts";
import { type Outcome, readOutcome } from "./read-outcome.ts";

/** Answers as S3 does whoever asks for an object that is not there and may not list the bucket. */
const refusing = createServer((_, response) => response.writeHead(403).end());
let outcome: Outcome;
beforeAll(async () => {
  refusing.listen(0, "127.0.0.1");
  await once(refusing, "listening");
  const { port } = refusing.address() as AddressInfo;
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    auth_type: "accesskey",
    access_key_id: "someone",
    secret_key: "something",
    region: "us-east-1",
    disable_ssl: "true",
  };
  const store = await openStore({
    storage: { type: "stow", container: "flyte-data", "enable-multicontainer": false, stow: { kind: "s3", config } },
    environment: {},
    trust: await gatherTrust({}),
  });
  outcome = await readOutcome(store, "s3://flyte-data/metadata/run");
  await store.close();
});
afterAll(() => {
  refusing.closeAllConnections();
  refusing.close();
});

const clock = phaseClock("2026-03-01T12:00:00Z", valueOrThrow(platformConfig({}, "flyte-2.0")), "flyte-2.0");

function judge(phase: "Failed" | "Succeeded", exitCode: number, warn: (problem: Problem) => void = () => {}) {
  const main: ContainerStatus = {
    name: "main",
    ready: false,
    restartCount: 0,
    image: "",
    imageID: "",
    state: { terminated: { exitCode, reason: "Error", message: "no more coffee" } },
  };
  const status: PodStatus = { phase, containerStatuses: [main] };
  return judgeRun({ pod: { status }, primaryContainerName: "main", outcome, hasOutputs: true }, clock, warn);
}

test("a Pod that failed is judged by its status, with a warning for each file that the store keeps back", () => {
  const warnings: Problem[] = [];
  const { phase } = judge("Failed", 7, (problem) => warnings.push(problem));
  expect(phase).toMatchObject({ phase: "failed", code: "Error", container: { exitCode: 7, words: "no more coffee" } });
  expect(warnings).toMatchObject([
    { severity: "warning", code: "STORE_ACCESS_DENIED", where: expect.stringContaining("error.pb") },
    { severity: "warning", code: "STORE_ACCESS_DENIED", where: expect.stringContaining("outputs.pb") },
  ]);
});

test("an error document that can be read tells of a failure, even if the outputs cannot", () => {
  const errorDocument = { code: "USER:E", message: "boom", kind: "NON_RECOVERABLE" } as const;
  const status: PodStatus = { phase: "Succeeded", containerStatuses: [] };
  const run = { pod: { status }, primaryContainerName: "main", hasOutputs: true };
  const { phase } = judgeRun({ ...run, outcome: { ...outcome, errorDocument } }, clock, () => {});
  expect(phase).toMatchObject({ phase: "failed", code: "USER:E", message: "boom" });
});

test("of a Pod that succeeded nothing can be said until the store answers", () => {
  expect(() => judge("Succeeded", 0)).toThrow(ProblemError);
});
