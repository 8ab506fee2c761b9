import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault, FaultScript, ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";

/** Two kinds of output: a directory of small files, and one file that is written in parts. */
const small: Payload = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`f${n}`, randomBytes(200_000)]));
const large: Payload = { "": randomBytes(70_000_000) };
const payloads = { small, large } as const;

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(() => bench.close());

/** Whether a request carries bytes of an output. */
const isData = ({ method, path }: ProxiedRequest) => method === "PUT" && path.includes("/raw/x");

/** The first request for each file goes wrong. */
function first(fault: Fault): FaultScript {
  return (request) => (isData(request) && request.nth === 1 ? fault : undefined);
}
function everyTime(fault: Fault): FaultScript {
  return (request) => (isData(request) ? fault : undefined);
}

const html = "<html><body>An error occurred</body></html>";
const unavailable: Fault = { kind: "answer", status: 503, body: "<Error><Code>ServiceUnavailable</Code></Error>" };
const environment = { PODWRIGHT_STALL_TIMEOUT: "500ms" };

interface Case {
  readonly name: string;
  readonly script: FaultScript;
}
const passing: readonly Case[] = [
  { name: "a reset in the midst of a body", script: first({ kind: "cut-request", afterBytes: 100_000, how: "reset" }) },
  { name: "a connection that ends in a body", script: first({ kind: "cut-request", afterBytes: 100_000, how: "end" }) },
  {
    name: "a TLS record that no key fits",
    script: first({ kind: "cut-request", afterBytes: 100_000, how: "bad-record" }),
  },
  { name: "a reset after the store took it, before it said so", script: first({ kind: "drop-answer" }) },
  { name: "503 twice", script: (request) => (isData(request) && request.nth <= 2 ? unavailable : undefined) },
  { name: "a page that says 500", script: first({ kind: "answer", status: 500, body: html }) },
  { name: "no answer in time", script: first({ kind: "stall" }) },
  { name: "a body that is read no further", script: first({ kind: "stall-request", afterBytes: 100_000 }) },
];

interface Failing extends Case {
  readonly problem: string;
  readonly kind: "RECOVERABLE" | "NON_RECOVERABLE";
}
const failing: readonly Failing[] = [
  {
    name: "each body is reset",
    script: everyTime({ kind: "cut-request", afterBytes: 100_000, how: "reset" }),
    problem: "STORE_UNREACHABLE",
    kind: "RECOVERABLE",
  },
  {
    name: "the store says 503 for ever",
    script: everyTime(unavailable),
    problem: "STORE_UNAVAILABLE",
    kind: "RECOVERABLE",
  },
  {
    name: "the store shows a page that says 500 for ever",
    script: everyTime({ kind: "answer", status: 500, body: html }),
    problem: "STORE_UNAVAILABLE",
    kind: "RECOVERABLE",
  },
  {
    name: "the store never answers",
    script: everyTime({ kind: "stall" }),
    problem: "STORE_UNREACHABLE",
    kind: "RECOVERABLE",
  },
  {
    name: "no body is read to its end",
    script: everyTime({ kind: "stall-request", afterBytes: 100_000 }),
    problem: "STORE_UNREACHABLE",
    kind: "RECOVERABLE",
  },
  {
    name: "the store may not be written",
    script: everyTime({ kind: "answer", status: 403, body: "<Error><Code>AccessDenied</Code></Error>" }),
    problem: "STORE_ACCESS_DENIED",
    kind: "NON_RECOVERABLE",
  },
  {
    name: "only outputs.pb cannot be written",
    script: ({ path }) => (path.endsWith("/outputs.pb") ? unavailable : undefined),
    problem: "STORE_UNAVAILABLE",
    kind: "RECOVERABLE",
  },
];

describe.concurrent.each(["small", "large"] as const)("an upload of %s files", (size) => {
  const payload = payloads[size];

  test.each(passing)("is complete after $name", async ({ script }) => {
    const outcome = await bench.upload(payload, script, { environment });
    expect(outcome.exit === 0 ? "" : outcome.stderr).toBe("");
    expect(outcome).toMatchObject({ exit: 0, files: digests(payload), otherKeys: ["meta/outputs.pb"] });
    expect(outcome.peakMebibytes).toBeLessThan(128);
  });

  test.each(failing)("ends in $problem, and writes no outputs.pb, when $name", async ({ script, problem, kind }) => {
    const outcome = await bench.upload(payload, script, { environment });
    expect(outcome).toMatchObject({ exit: 1, otherKeys: ["meta/error.pb"], document: { kind } });
    expect(outcome.problems).toEqual([problem]);
    expect(outcome.peakMebibytes).toBeLessThan(128);
    expect(outcome.seconds).toBeLessThan(20);
  });
});
