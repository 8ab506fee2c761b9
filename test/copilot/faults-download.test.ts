import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault, FaultScript, ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";

/** Two kinds of input: a directory of small files, and one file that is read in parts. */
const small: Payload = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`f${n}`, randomBytes(200_000)]));
const large: Payload = { "": randomBytes(70_000_000) };
const payloads = { small, large } as const;

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
  await bench.putInputs("small", small);
  await bench.putInputs("large", large);
});
afterAll(() => bench.close());

const isData = ({ method, path }: ProxiedRequest) => method === "GET" && /^\/faults\/(small|large)\/x(\/|$)/.test(path);

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
  { name: "a reset in the midst of a body", script: first({ kind: "cut", afterBytes: 100_000, how: "reset" }) },
  { name: "a body that ends early", script: first({ kind: "cut", afterBytes: 100_000, how: "end" }) },
  { name: "a TLS record that no key fits", script: first({ kind: "cut", afterBytes: 100_000, how: "bad-record" }) },
  { name: "a reset in place of an answer", script: first({ kind: "drop-answer" }) },
  { name: "503 twice", script: (request) => (isData(request) && request.nth <= 2 ? unavailable : undefined) },
  { name: "a page that says 500", script: first({ kind: "answer", status: 500, body: html }) },
  { name: "no answer in time", script: first({ kind: "stall" }) },
  { name: "a body that stands still", script: first({ kind: "stall", afterBytes: 100_000 }) },
];

interface Failing extends Case {
  readonly problem: string;
  readonly kind: "RECOVERABLE" | "NON_RECOVERABLE";
}
const failing: readonly Failing[] = [
  {
    name: "each body ends at its first byte",
    script: everyTime({ kind: "cut", afterBytes: 0, how: "end" }),
    problem: "BLOB_INCOMPLETE",
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
    name: "every body stands still",
    script: everyTime({ kind: "stall", afterBytes: 0 }),
    problem: "BLOB_INCOMPLETE",
    kind: "RECOVERABLE",
  },
  {
    name: "objects have vanished since they were listed",
    script: everyTime({ kind: "answer", status: 404, body: "<Error><Code>NoSuchKey</Code></Error>" }),
    problem: "BLOB_MISSING",
    kind: "NON_RECOVERABLE",
  },
];

describe.concurrent.each(["small", "large"] as const)("a download of %s files", (size) => {
  const whole = digests(payloads[size]);

  test.each(passing)("is complete after $name", async ({ script }) => {
    const outcome = await bench.download(size, script, { environment });
    expect(outcome.exit === 0 ? "" : outcome.stderr).toBe("");
    expect(outcome).toMatchObject({ exit: 0, files: whole, otherKeys: [] });
    expect(outcome.peakMebibytes).toBeLessThan(128);
  });

  test.each(failing)("ends in $problem, and leaves nothing, when $name", async ({ script, problem, kind }) => {
    const outcome = await bench.download(size, script, { environment });
    expect(outcome).toMatchObject({ exit: 1, files: {}, otherKeys: ["meta/error.pb"], document: { kind } });
    expect(outcome.problems).toEqual([problem]);
    expect(outcome.peakMebibytes).toBeLessThan(128);
    expect(outcome.seconds).toBeLessThan(20);
  });
});
