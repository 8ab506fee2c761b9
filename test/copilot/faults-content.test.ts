import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault, ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";

const small: Payload = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`f${n}`, randomBytes(200_000)]));
const one = randomBytes(300_000);

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
  await bench.putInputs("small", small);
  await bench.putInputs("one", { "": one });
});
afterAll(() => bench.close());

const isData = ({ method, path }: ProxiedRequest) => method === "GET" && /^\/faults\/[^/]+\/x(\/|$)/.test(path);
/** The answer to every request for data. */
const everyTime = (fault: Fault) => (request: ProxiedRequest) => (isData(request) ? fault : undefined);

describe.concurrent("an input that does not come as the store has it", () => {
  test("is refused when it is longer than the store says", async () => {
    for (const inputs of ["small", "one"]) {
      const outcome = await bench.download(inputs, everyTime({ kind: "wrong-length", more: -100 }));
      expect(outcome).toMatchObject({ exit: 1, files: [], document: { kind: "RECOVERABLE" } });
    }
  });

  test("is taken when Content-Length says more than Content-Range and the listing", async () => {
    const outcome = await bench.download("small", everyTime({ kind: "wrong-length", more: 100 }));
    expect(outcome).toMatchObject({ exit: 0, files: digests(small) });
  });

  test("is taken when only one answer said a wrong length", async () => {
    const outcome = await bench.download("small", (request) =>
      isData(request) && request.nth === 1 ? { kind: "wrong-length", more: -100 } : undefined,
    );
    expect(outcome).toMatchObject({ exit: 0, files: digests(small) });
  });

  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(small.f0 ?? ""));
  const headers = { "x-amz-checksum-crc32": checksum.toString("base64"), "x-amz-checksum-type": "FULL_OBJECT" };

  test("is fetched again when it has another checksum than the store says", async () => {
    const outcome = await bench.download("small", (request) => {
      if (!request.path.endsWith("/x/f0")) return undefined;
      return request.nth === 1 ? { kind: "corrupt", atByte: 150_000, headers } : { kind: "headers", headers };
    });
    expect(outcome).toMatchObject({ exit: 0, files: digests(small) });
    expect(outcome.requests.filter(({ path }) => path.endsWith("/x/f0")).length).toBe(2);
  });

  test("is refused when it has another checksum each time", async () => {
    const outcome = await bench.download("small", ({ path }) =>
      path.endsWith("/x/f0") ? { kind: "corrupt", atByte: 150_000, headers } : undefined,
    );
    expect(outcome).toMatchObject({
      exit: 1,
      problems: ["BLOB_CORRUPTED"],
      files: [],
      document: { kind: "RECOVERABLE" },
    });
  });

  test("is not put together from two when it is replaced while it is read", async () => {
    await bench.putInputs("replaced", { "": randomBytes(3_000_000) });
    const outcome = await bench.download("replaced", async (request) => {
      if (!isData(request)) return undefined;
      if (request.nth === 1) return { kind: "cut", afterBytes: 1_000_000, how: "end" };
      if (request.nth === 2) await bench.putInputs("replaced", { "": randomBytes(3_000_000) });
      return undefined;
    });
    expect(outcome).toMatchObject({
      exit: 1,
      problems: ["BLOB_CHANGED"],
      files: [],
      document: { kind: "RECOVERABLE" },
    });
  });
});

describe.concurrent("a store that says what is wrong", () => {
  test("is left in peace for as long as it asks", async () => {
    const slowDown: Fault = {
      kind: "answer",
      status: 503,
      headers: { "retry-after": "2" },
      body: "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>",
    };
    const outcome = await bench.download("one", (request) =>
      isData(request) && request.nth === 1 ? slowDown : undefined,
    );
    expect(outcome).toMatchObject({ exit: 0, files: digests({ "": one }) });
    const [first, second] = outcome.requests.filter(isData);
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1990);
  });

  test.each(["ExpiredToken", "TokenRefreshRequired"])(
    "that credentials have expired (%s) is tried with new ones in another Pod, not again in this one",
    async (code) => {
      const outcome = await bench.download(
        "small",
        everyTime({ kind: "answer", status: 403, body: `<Error><Code>${code}</Code></Error>` }),
      );
      expect(outcome).toMatchObject({
        exit: 1,
        problems: ["STORE_CREDENTIALS_EXPIRED"],
        files: [],
        document: { kind: "RECOVERABLE" },
      });
    },
  );

  test.each([
    { name: "a full disk", status: 507, code: "XMinioStorageFull" },
    { name: "a quota", status: 400, code: "XMinioAdminBucketQuotaExceeded" },
    { name: "no room in no words", status: 507, code: "" },
  ])("that it has no room for outputs ($name) is not asked again", async ({ status, code }) => {
    const full: Fault = { kind: "answer", status, body: code && `<Error><Code>${code}</Code></Error>` };
    const outcome = await bench.upload({ "": one }, ({ path }) => (path.includes("/raw/") ? full : undefined));
    expect(outcome).toMatchObject({
      exit: 1,
      problems: ["STORE_FULL"],
      otherKeys: ["meta/error.pb"],
      document: { kind: "RECOVERABLE" },
    });
    expect(outcome.requests.filter(({ path }) => path.includes("/raw/")).length).toBe(1);
  });
});
