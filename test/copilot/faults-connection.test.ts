import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCertificateAuthority, type ServerCertificate } from "../support/certificate-authority.ts";
import type { Fault, FaultProxy, ProxiedRequest } from "../support/fault-proxy.ts";
import { digests, type FaultBench, type Payload, startFaultBench } from "./fault-bench.ts";

const files: Payload = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f${n}`, randomBytes(60_000)]));

let bench: FaultBench;
let untrusted: ServerCertificate;
beforeAll(async () => {
  bench = await startFaultBench();
  await bench.putInputs("inputs", files);
  const nobody = await createCertificateAuthority("Nobody's CA");
  untrusted = await nobody.issue({ commonName: "localhost", hosts: ["localhost"] });
});
afterAll(() => bench.close());

const passAll = () => undefined;
const isListing = ({ query }: ProxiedRequest) => query.has("list-type");

describe.concurrent("a store that cannot be reached", () => {
  test.each(["download", "upload"] as const)("for a moment only delays %s", async (direction) => {
    const onProxy = async ({ connections }: FaultProxy) => {
      await connections.become("refusing");
      setTimeout(() => connections.become("open"), 400);
    };
    const outcome = await run(direction, passAll, { onProxy });
    expect(outcome).toMatchObject({ exit: 0, files: digests(files) });
  });

  test.each(["download", "upload"] as const)("over a slow link is still served by %s", async (direction) => {
    const outcome = await run(direction, () => ({ kind: "slow", bytesPerSecond: 200_000 }), {
      environment: { PODWRIGHT_STALL_TIMEOUT: "2s" },
    });
    expect(outcome).toMatchObject({ exit: 0, files: digests(files) });
  });

  test("for good leaves no document, and the first cause is told first", async () => {
    const outcome = await run("download", () => ({
      kind: "answer",
      status: 500,
      body: "<html>An error occurred</html>",
    }));
    expect(outcome).toMatchObject({ exit: 1, problems: ["STORE_UNAVAILABLE"], files: [], otherKeys: [] });
    expect(outcome.stderr).toMatch(
      /\nerror STORE_UNAVAILABLE\n(.*\n)+and the error document could not be written to s3:\/\/faults\/run\d+\/meta\/error.pb: .*\n$/,
    );
  });
});

describe("a certificate that changes to one that nobody trusts", () => {
  test.each(["download", "upload"] as const)("ends %s, for it is not the same server any more", async (direction) => {
    let proxy: FaultProxy | undefined;
    let moved = 0;
    const change = ({ path }: ProxiedRequest) => {
      moved += /\/x\//.test(path) ? 1 : 0;
      if (moved !== 20) return undefined;
      proxy?.useCertificate(untrusted);
      proxy?.connections.breakAll("reset");
      return undefined;
    };
    const outcome = await run(direction, change, {
      onProxy: (started) => {
        proxy = started;
      },
    });
    expect(outcome).toMatchObject({ exit: 1, problems: ["CERTIFICATE_UNTRUSTED"], otherKeys: [] });
    if (direction === "download") expect(outcome.files).toEqual([]);
    expect(outcome.stderr).toContain("Nobody's CA");
  });
});

describe.concurrent("a listing", () => {
  test("that breaks off is asked for again", async () => {
    const script = (request: ProxiedRequest): Fault | undefined =>
      isListing(request) && request.nth === 1 ? { kind: "cut", afterBytes: 300, how: "end" } : undefined;
    expect(await run("download", script)).toMatchObject({ exit: 0, files: digests(files) });
  });

  test("that is a page for people is no listing", async () => {
    const page: Fault = { kind: "answer", status: 200, body: "<html><body>Please log in</body></html>" };
    expect(await run("download", (request) => (isListing(request) ? page : undefined))).toMatchObject({
      exit: 1,
      problems: ["STORE_RESPONSE_INVALID"],
      files: [],
      document: { kind: "RECOVERABLE" },
    });
  });

  test("that goes round in a circle ends", async () => {
    const script = (request: ProxiedRequest) => (isListing(request) ? page(["f0"], "again") : undefined);
    const outcome = await run("download", script);
    expect(outcome).toMatchObject({ exit: 1, problems: ["STORE_RESPONSE_INVALID"], files: [] });
  });

  test("is followed over its pages, and an object that goes between two is left out", async () => {
    const names = Object.keys(files).sort();
    const script = (request: ProxiedRequest) => {
      if (!isListing(request)) return undefined;
      return request.query.has("continuation-token") ? page(names.slice(21), "") : page(names.slice(0, 20), "next");
    };
    const left = Object.fromEntries(Object.entries(files).filter(([name]) => name !== names[20]));
    expect(await run("download", script)).toMatchObject({ exit: 0, files: digests(left) });
  });

  test("of an object that is gone when it is asked for ends the download", async () => {
    const script = (request: ProxiedRequest) => (isListing(request) ? page(["f0", "gone"], "") : undefined);
    const outcome = await run("download", script);
    expect(outcome).toMatchObject({
      exit: 1,
      problems: ["BLOB_MISSING"],
      files: [],
      otherKeys: ["meta/error.pb"],
    });
  });
});

/** A page of the listing; an empty token makes it the last. */
function page(names: readonly string[], nextToken: string): Fault {
  const contents = names.map((name) => `<Contents><Key>inputs/x/${name}</Key><Size>60000</Size></Contents>`);
  const more = nextToken
    ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${nextToken}</NextContinuationToken>`
    : "<IsTruncated>false</IsTruncated>";
  return { kind: "answer", status: 200, body: `<ListBucketResult>${more}${contents.join("")}</ListBucketResult>` };
}

type RunOptions = Parameters<FaultBench["download"]>[2];

function run(direction: "download" | "upload", script: Parameters<FaultBench["download"]>[1], options?: RunOptions) {
  return direction === "download" ? bench.download("inputs", script, options) : bench.upload(files, script, options);
}
