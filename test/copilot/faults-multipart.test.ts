import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault, FaultScript, ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";

/** Three parts. */
const payload: Payload = { "": randomBytes(40_000_000) };

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(() => bench.close());

const begins = ({ method, query }: ProxiedRequest) => method === "POST" && query.has("uploads");
const completes = ({ method, query }: ProxiedRequest) => method === "POST" && query.has("uploadId");
const abandons = ({ method, query }: ProxiedRequest) => method === "DELETE" && query.has("uploadId");
const isPart = ({ method, query }: ProxiedRequest) => method === "PUT" && query.has("partNumber");

const failure = (code: string) => `<Error><Code>${code}</Code><Message>We are sorry.</Message></Error>`;
const gone: Fault = { kind: "answer", status: 404, body: failure("NoSuchUpload") };

/** s3rver does not know how to give an upload up; S3 answers so. */
const abandoning: FaultScript = (request) => (abandons(request) ? { kind: "answer", status: 204 } : undefined);

describe("an upload in parts", () => {
  test.each([
    { name: "the answer to its beginning is lost", fails: begins, fault: { kind: "drop-answer" } },
    {
      name: "its completion fails after the store has said 200",
      fails: completes,
      fault: { kind: "answer", status: 200, body: failure("InternalError") },
    },
  ] as const)("is complete though $name", async ({ fails, fault }) => {
    const outcome = await bench.upload(payload, (request) =>
      fails(request) && request.nth === 1 ? fault : abandoning(request),
    );
    expect(outcome.exit === 0 ? "" : outcome.stderr).toBe("");
    expect(outcome).toMatchObject({ exit: 0, files: digests(payload), otherKeys: ["meta/outputs.pb"] });
    expect(outcome.requests.filter(abandons)).toEqual([]);
  });

  test("is complete though the answer to its completion is lost, and the upload is gone when it is asked for again", async () => {
    const outcome = await bench.upload(payload, (request) => {
      if (!completes(request)) return abandoning(request);
      return request.nth === 1 ? { kind: "drop-answer" } : gone;
    });
    expect(outcome.exit === 0 ? "" : outcome.stderr).toBe("");
    expect(outcome).toMatchObject({ exit: 0, files: digests(payload), otherKeys: ["meta/outputs.pb"] });
    expect(outcome.requests.filter(completes).length).toBe(2);
  });

  test.each([
    {
      name: "cannot be completed",
      fails: completes,
      fault: { kind: "answer", status: 200, body: failure("InternalError") },
    },
    { name: "is gone when a part comes", fails: isPart, fault: gone },
    { name: "is gone when it is completed", fails: completes, fault: gone },
  ] as const)("that $name is given up, and leaves no outputs.pb", async ({ fails, fault }) => {
    const outcome = await bench.upload(payload, (request) => (fails(request) ? fault : abandoning(request)));
    expect(outcome).toMatchObject({
      exit: 1,
      problems: ["STORE_UNAVAILABLE"],
      files: [],
      otherKeys: ["meta/error.pb"],
      document: { kind: "RECOVERABLE" },
    });
    expect(outcome.requests.filter(abandons).length).toBe(1);
  });

  test("is given up when its time is over", async () => {
    const outcome = await bench.upload(
      payload,
      (request) => (isPart(request) ? { kind: "stall" } : abandoning(request)),
      { flags: ["--timeout", "3s"] },
    );
    expect(outcome).toMatchObject({
      exit: 1,
      problems: ["TRANSFER_TIMED_OUT"],
      files: [],
      otherKeys: ["meta/error.pb"],
    });
    expect(outcome.requests.filter(abandons).length).toBe(1);
  });
});
