import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault, FaultScript, ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";

/** Two kinds of output: a directory of small files, and one file that is written in parts. */
const small: Payload = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`f${n}`, randomBytes(200_000)]));
const large: Payload = { "": randomBytes(40_000_000) };
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

interface Case {
  readonly name: string;
  readonly script: FaultScript;
  /** Default: longer than anything takes here. */
  readonly stallTimeout?: string;
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
  { name: "no answer in time", script: first({ kind: "stall" }), stallTimeout: "1s" },
  {
    name: "a body that is read no further",
    script: first({ kind: "stall-request", afterBytes: 100_000 }),
    stallTimeout: "1s",
  },
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
    stallTimeout: "500ms",
    problem: "STORE_UNREACHABLE",
    kind: "RECOVERABLE",
  },
  {
    name: "no body is read to its end",
    script: everyTime({ kind: "stall-request", afterBytes: 100_000 }),
    stallTimeout: "500ms",
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

/** Those of them that are tried with a large file too: parts fail in their own ways, but wait as long. */
const inPartsToo = ["each body is reset", "the store may not be written"];

const stalling = (timeout = "20s") => ({ PODWRIGHT_STALL_TIMEOUT: timeout });

async function expectComplete(size: keyof typeof payloads, { script, stallTimeout }: Case): Promise<void> {
  const outcome = await bench.upload(payloads[size], script, { environment: stalling(stallTimeout) });
  expect(outcome.exit === 0 ? "" : outcome.stderr).toBe("");
  expect(outcome).toMatchObject({ exit: 0, files: digests(payloads[size]), otherKeys: ["meta/outputs.pb"] });
  expect(outcome.peakMebibytes).toBeLessThan(100);
}

async function expectFailure(
  size: keyof typeof payloads,
  { script, stallTimeout, problem, kind }: Failing,
): Promise<void> {
  const outcome = await bench.upload(payloads[size], script, { environment: stalling(stallTimeout) });
  expect(outcome).toMatchObject({ exit: 1, otherKeys: ["meta/error.pb"], document: { kind } });
  expect(outcome.problems).toEqual([problem]);
  expect(outcome.peakMebibytes).toBeLessThan(100);
}

describe.concurrent("an upload of small files", () => {
  test.each(passing)("is complete after $name", (found) => expectComplete("small", found));
  test.each(failing)("ends in $problem, and writes no outputs.pb, when $name", (found) =>
    expectFailure("small", found),
  );
});

describe("an upload of a large file", () => {
  test.each(passing)("is complete after $name", (found) => expectComplete("large", found));
  test.each(failing.filter(({ name }) => inPartsToo.includes(name)))(
    "ends in $problem, and writes no outputs.pb, when $name",
    (found) => expectFailure("large", found),
  );
});
