import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";
import { type FailingFault, faultsOf, type PassingFault, stalling } from "./fault-cases.ts";

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

const { first, everyTime, ...unwell } = faultsOf(isData);

const passing: readonly PassingFault[] = [
  ...unwell.passing,
  { name: "a reset in the midst of a body", script: first({ kind: "cut", afterBytes: 100_000, how: "reset" }) },
  { name: "a body that ends early", script: first({ kind: "cut", afterBytes: 100_000, how: "end" }) },
  { name: "a TLS record that no key fits", script: first({ kind: "cut", afterBytes: 100_000, how: "bad-record" }) },
  { name: "a body that stands still", script: first({ kind: "stall", afterBytes: 100_000 }), stallTimeout: "1s" },
];

const failing: readonly FailingFault[] = [
  ...unwell.failing,
  {
    name: "each body ends at its first byte",
    script: everyTime({ kind: "cut", afterBytes: 0, how: "end" }),
    problem: "BLOB_INCOMPLETE",
    kind: "RECOVERABLE",
  },
  {
    name: "every body stands still",
    script: everyTime({ kind: "stall", afterBytes: 0 }),
    stallTimeout: "500ms",
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

/** Those of them that are tried with a large file too: parts fail in their own ways, but wait as long. */
const inPartsToo = ["each body ends at its first byte", "objects have vanished since they were listed"];

async function expectComplete(size: keyof typeof payloads, { script, stallTimeout }: PassingFault): Promise<void> {
  const outcome = await bench.download(size, script, { environment: stalling(stallTimeout) });
  expect(outcome.exit === 0 ? "" : outcome.stderr).toBe("");
  expect(outcome).toMatchObject({ exit: 0, files: digests(payloads[size]), otherKeys: [] });
  expect(outcome.peakMebibytes).toBeLessThan(100);
}

async function expectFailure(
  size: keyof typeof payloads,
  { script, stallTimeout, problem, kind }: FailingFault,
): Promise<void> {
  const outcome = await bench.download(size, script, { environment: stalling(stallTimeout) });
  expect(outcome).toMatchObject({ exit: 1, files: [], otherKeys: ["meta/error.pb"], document: { kind } });
  expect(outcome.problems).toEqual([problem]);
  expect(outcome.peakMebibytes).toBeLessThan(100);
}

describe.concurrent("a download of small files", () => {
  test.each(passing)("is complete after $name", (found) => expectComplete("small", found));
  test.each(failing)("ends in $problem, and leaves when $name", (found) => expectFailure("small", found));
});

describe("a download of a large file", () => {
  test.each(passing)("is complete after $name", (found) => expectComplete("large", found));
  test.each(failing.filter(({ name }) => inPartsToo.includes(name)))(
    "ends in $problem, and leaves when $name",
    (found) => expectFailure("large", found),
  );
});
