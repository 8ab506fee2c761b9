import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BlobSource, BlobStore, ByteRange } from "../../packages/store/src/blob-store.ts";
import { describeBlobStore } from "../../packages/store/src/contract/blob-store-contract.ts";
import { collect } from "../../packages/store/src/contract/collect.ts";
import { fetchBlob } from "../../packages/store/src/fetch/fetch-blob.ts";
import { openGcsStore } from "../../packages/store/src/gcs/gcs-store.ts";
import { type AuthorizedGcs, startAuthorizedGcs } from "./servers/authorized-gcs.ts";
import { startFakeGcsServer } from "./servers/fake-gcs-server.ts";
import type { RunningServer } from "./servers/start-server.ts";

const where = "storage.stow.config";

function openAnonymous({ endpoint, caPem }: RunningServer): Promise<BlobStore> {
  const environment = { STORAGE_EMULATOR_HOST: endpoint };
  return openGcsStore({ config: {}, where, environment, trust: { certificates: [caPem], searched: [] } });
}

describeBlobStore("Google Cloud Storage", async () => {
  const server = await startFakeGcsServer({ buckets: ["flyte-data"] });
  const store = await openAnonymous(server);
  return {
    store,
    root: "gs://flyte-data",
    close: async () => {
      await store.close();
      await server.close();
    },
  };
});

describe("Google Cloud Storage", () => {
  let server: RunningServer;
  let store: BlobStore;
  beforeAll(async () => {
    server = await startFakeGcsServer({ buckets: ["flyte-data"] });
    store = await openAnonymous(server);
  });
  afterAll(async () => {
    await store.close();
    await server.close();
  });

  const bytes = randomBytes(70 * 1024 * 1024 + 1);
  const large: BlobSource = {
    sizeBytes: bytes.length,
    open: async function* ({ start, end } = { start: 0, end: bytes.length }) {
      for (let at = start; at < end; at += 262_144) yield bytes.subarray(at, Math.min(end, at + 262_144));
    },
  };

  test("carries a large blob up in pieces and down in ranges, unchanged", async () => {
    await store.write("gs://flyte-data/large", large);
    const whole = Buffer.alloc(bytes.length);
    const ranges: (ByteRange | undefined)[] = [];
    const counted: BlobStore = {
      ...store,
      read: (uri, options) => {
        ranges.push(options?.range);
        return store.read(uri, options);
      },
    };
    const write = (part: Uint8Array, position: number) => whole.set(part, position);
    const signal = new AbortController().signal;
    expect(await fetchBlob(counted, "gs://flyte-data/large", { write }, { signal })).toBe(bytes.length);
    expect(whole.equals(bytes)).toBe(true);
    // How large the parts are depends on how fast they come; together they are the object, each once.
    expect(ranges.length).toBeGreaterThan(1);
    const byStart = ranges.filter((range) => range !== undefined).sort((one, other) => one.start - other.start);
    expect(byStart.map(({ start }) => start)).toEqual([0, ...byStart.slice(0, -1).map(({ end }) => end)]);
  });

  test("says of a large blob what it is checked against", async () => {
    await store.write("gs://flyte-data/checked", large);
    expect(await store.stat("gs://flyte-data/checked")).toMatchObject({
      sizeBytes: bytes.length,
      checksum: { algorithm: "crc32c" },
    });
  });

  test("shows nothing of a large blob whose source fails", async () => {
    const gone = new Error("the disk is gone");
    const failing: BlobSource = {
      sizeBytes: large.sizeBytes,
      open: async function* (range) {
        if (range && range.start > 0) throw gone;
        yield* large.open(range);
      },
    };
    await expect(store.write("gs://flyte-data/failing", failing)).rejects.toBe(gone);
    expect(await store.stat("gs://flyte-data/failing")).toBeNull();
  });

  test("reads the range that was asked for, as far as the blob goes", async () => {
    await store.write("gs://flyte-data/range", {
      sizeBytes: 5,
      open: async function* () {
        yield Buffer.from("hello");
      },
    });
    const { sizeBytes, range, version, body } = await store.read("gs://flyte-data/range", {
      range: { start: 1, end: 99 },
    });
    expect({ sizeBytes, range, text: Buffer.concat(await collect(body)).toString() }).toEqual({
      sizeBytes: 5,
      range: { start: 1, end: 5 },
      text: "ello",
    });
    expect(version).toMatch(/^\d+$/);
  });

  test("lists more than one page of blobs, in order", async () => {
    const names = Array.from({ length: 1_050 }, (_, index) => `n${String(index).padStart(4, "0")}`);
    const empty: BlobSource = { sizeBytes: 0, open: async function* () {} };
    for (let at = 0; at < names.length; at += 50) {
      await Promise.all(names.slice(at, at + 50).map((name) => store.write(`gs://flyte-data/many/${name}`, empty)));
    }
    expect((await collect(store.list("gs://flyte-data/many"))).map(({ name }) => name)).toEqual(names);
  });

  test("tells a bucket that is not there from a blob", async () => {
    const missing = { problems: [{ code: "BUCKET_MISSING" }] };
    await expect(collect(store.list("gs://nowhere/a"))).rejects.toMatchObject(missing);
    const write = store.write("gs://nowhere/a", { sizeBytes: 0, open: async function* () {} });
    await expect(write).rejects.toMatchObject(missing);
    await expect(store.write("gs://nowhere/large", large)).rejects.toMatchObject(missing);
  });

  test("is not asked under an unknown CA", async () => {
    const strict = await openGcsStore({
      config: {},
      where,
      environment: { STORAGE_EMULATOR_HOST: server.endpoint },
      trust: { certificates: [], searched: [] },
    });
    await expect(strict.stat("gs://flyte-data/a")).rejects.toMatchObject({
      problems: [{ code: "CERTIFICATE_UNTRUSTED" }],
    });
    await strict.close();
  });
});

describe("Google Cloud Storage behind credentials", () => {
  let gcs: AuthorizedGcs;
  beforeAll(async () => {
    gcs = await startAuthorizedGcs({ buckets: ["flyte-data"] });
  });
  afterAll(() => gcs.close());
  const open = (config: Readonly<Record<string, string>>) =>
    openGcsStore({
      config: { endpoint: gcs.endpoint, ...config },
      where,
      environment: {},
      trust: { certificates: [gcs.caPem], searched: [] },
    });
  const hello: BlobSource = {
    sizeBytes: 5,
    open: async function* () {
      yield Buffer.from("hello");
    },
  };

  test("takes a service account's key", async () => {
    const store = await open({ json: JSON.stringify(gcs.tokenServer.keyFile) });
    await store.write("gs://flyte-data/a", hello);
    expect(await collect(store.list("gs://flyte-data"))).toEqual([
      { uri: "gs://flyte-data/a", name: "a", sizeBytes: 5 },
    ]);
    expect(gcs.tokenServer.tokens.length).toBe(1);
    await store.close();
  });

  test("refuses another key", async () => {
    const json = JSON.stringify({ ...gcs.tokenServer.keyFile, client_email: "nobody@project.iam.gserviceaccount.com" });
    const store = await open({ json });
    await expect(store.stat("gs://flyte-data/a")).rejects.toMatchObject({
      problems: [{ code: "STORE_CREDENTIALS_INVALID" }],
    });
    await store.close();
  });
});
