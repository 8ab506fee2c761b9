import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";
import { type FailingFault, faultsOf, type PassingFault, stalling, unavailable } from "./fault-cases.ts";

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

const { first, everyTime, ...unwell } = faultsOf(isData);

const passing: readonly PassingFault[] = [
  ...unwell.passing,
  { name: "a reset in the midst of a body", script: first({ kind: "cut-request", afterBytes: 100_000, how: "reset" }) },
  { name: "a connection that ends in a body", script: first({ kind: "cut-request", afterBytes: 100_000, how: "end" }) },
  {
    name: "a TLS record that no key fits",
    script: first({ kind: "cut-request", afterBytes: 100_000, how: "bad-record" }),
  },
  {
    name: "a body that is read no further",
    script: first({ kind: "stall-request", afterBytes: 100_000 }),
    stallTimeout: "1s",
  },
];

const failing: readonly FailingFault[] = [
  ...unwell.failing,
  {
    name: "each body is reset",
    script: everyTime({ kind: "cut-request", afterBytes: 100_000, how: "reset" }),
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

async function expectComplete(size: keyof typeof payloads, { script, stallTimeout }: PassingFault): Promise<void> {
  const outcome = await bench.upload(payloads[size], script, { environment: stalling(stallTimeout) });
  expect(outcome.exit === 0 ? "" : outcome.stderr).toBe("");
  expect(outcome).toMatchObject({ exit: 0, files: digests(payloads[size]), otherKeys: ["meta/outputs.pb"] });
  expect(outcome.peakMebibytes).toBeLessThan(100);
}

async function expectFailure(
  size: keyof typeof payloads,
  { script, stallTimeout, problem, kind }: FailingFault,
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
