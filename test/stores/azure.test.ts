import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { BlobSource, BlobStore } from "@podwright/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeBlobStore } from "../../packages/store/src/contract/blob-store-contract.ts";
import { collect } from "../../packages/store/src/contract/collect.ts";
import { openAzuriteStore } from "./open-azurite-store.ts";
import { type AzuriteServer, startAzurite } from "./servers/azurite.ts";

describeBlobStore("azure on Azurite", async () => {
  const azurite = await startAzurite({ containers: ["flyte-data"] });
  const store = await openAzuriteStore(azurite);
  return { store, root: "abfs://flyte-data", close: () => store.close().finally(azurite.close) };
});

describe("azure on Azurite", () => {
  let azurite: AzuriteServer;
  let store: BlobStore;
  beforeAll(async () => {
    azurite = await startAzurite({ containers: ["flyte-data", "other"] });
    store = await openAzuriteStore(azurite);
  });
  afterAll(async () => {
    await store.close();
    await azurite.close();
  });

  const write = (uri: string, text: string) => store.write(uri, sourceOf(Buffer.from(text)));
  const read = async (uri: string) => Buffer.concat(await collect((await store.read(uri)).body)).toString();

  test("reaches one container by each form of a reference, and several containers", async () => {
    const host = `${azurite.account}.dfs.core.windows.net`;
    await write(`abfss://flyte-data@${host}/forms/a`, "one");
    await write("abfs://other/forms/a", "another");
    expect(await read("abfs://flyte-data/forms/a")).toBe("one");
    expect(await read("abfss://flyte-data/forms/a")).toBe("one");
    expect(await read(`abfs://other@${host}/forms/a`)).toBe("another");
    expect(await collect(store.list(`abfss://flyte-data@${host}/forms/`))).toEqual([
      { uri: `abfss://flyte-data@${host}/forms/a`, name: "a", sizeBytes: 3 },
    ]);
  });

  test("refuses a reference into another storage account", async () => {
    await expect(store.read("abfs://flyte-data@elsewhere.dfs.core.windows.net/a")).rejects.toMatchObject({
      problems: [{ code: "BLOB_URI_INVALID", what: expect.stringContaining("the storage account elsewhere") }],
    });
  });

  test("writes a large blob in blocks, and nobody sees it before it is whole", async () => {
    const bytes = randomBytes(72 * 1024 * 1024 + 5);
    const uri = "abfs://flyte-data/large";
    const seen: unknown[] = [];
    const watched: BlobSource = {
      sizeBytes: bytes.byteLength,
      open: async function* (range) {
        seen.push((await store.stat(uri))?.sizeBytes);
        yield* sourceOf(bytes).open(range);
      },
    };
    await store.write(uri, watched);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(new Set(seen)).toEqual(new Set([undefined]));
    const { sizeBytes, body } = await store.read(uri);
    expect(sizeBytes).toBe(bytes.byteLength);
    const hash = createHash("sha256");
    for await (const chunk of body) hash.update(chunk);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  test("leaves the old blob where the upload of a large one fails", async () => {
    await write("abfs://flyte-data/kept", "old");
    const gone = new Error("the disk is gone");
    const failing: BlobSource = {
      sizeBytes: 64 * 1024 * 1024,
      open: async function* (range) {
        if ((range?.start ?? 0) > 0) throw gone;
        yield* sourceOf(Buffer.alloc(64 * 1024 * 1024)).open(range);
      },
    };
    await expect(store.write("abfs://flyte-data/kept", failing)).rejects.toBe(gone);
    expect(await read("abfs://flyte-data/kept")).toBe("old");
  });

  test("reads ranges, of the version that was asked for", async () => {
    const uri = "abfs://flyte-data/ranges";
    await write(uri, "0123456789");
    const middle = await store.read(uri, { range: { start: 2, end: 5 } });
    expect(middle).toMatchObject({ sizeBytes: 10, range: { start: 2, end: 5 } });
    expect(Buffer.concat(await collect(middle.body)).toString()).toBe("234");
    const rest = await store.read(uri, { range: { start: 8, end: Number.POSITIVE_INFINITY }, version: middle.version });
    expect(Buffer.concat(await collect(rest.body)).toString()).toBe("89");
    await write(uri, "abcdefghij");
    await expect(store.read(uri, { range: { start: 0, end: 2 }, version: middle.version })).rejects.toMatchObject({
      problems: [{ code: "BLOB_CHANGED" }],
    });
  });

  test("reads a range of an empty blob as empty", async () => {
    await write("abfs://flyte-data/empty", "");
    const { sizeBytes, body } = await store.read("abfs://flyte-data/empty", { range: { start: 0, end: 100 } });
    expect(sizeBytes).toBe(0);
    expect(await collect(body)).toEqual([]);
  });

  test("tells the MD5 of what was put in one", async () => {
    await write("abfs://flyte-data/hello", "hello");
    const checksum = { algorithm: "md5", base64: "XUFAKrxLKna5cZ2REBfFkg==" };
    expect(await store.stat("abfs://flyte-data/hello")).toMatchObject({ sizeBytes: 5, checksum });
    const reading = await store.read("abfs://flyte-data/hello");
    expect(reading.checksum).toEqual(checksum);
    await collect(reading.body);
  });

  test("lists a folder of 5,001 blobs, two pages, whole and in order", async () => {
    const names = Array.from({ length: 5001 }, (_, index) => `part-${index}`);
    const writers = Array.from({ length: 16 }, async (_, first) => {
      for (let index = first; index < names.length; index += 16) await write(`abfs://other/many/${names[index]}`, "x");
    });
    await Promise.all(writers);
    await write("abfs://other/many2/x", "x");
    const entries = await collect(store.list("abfs://other/many"));
    expect(entries.map(({ name }) => name).join("\n")).toBe(names.toSorted().join("\n"));
  });

  test("says that the container is missing, to every question", async () => {
    const missing = { problems: [{ code: "BUCKET_MISSING", what: expect.stringContaining("no container nowhere") }] };
    await expect(store.read("abfs://nowhere/a")).rejects.toMatchObject(missing);
    await expect(store.stat("abfs://nowhere/a")).rejects.toMatchObject(missing);
    await expect(write("abfs://nowhere/a", "x")).rejects.toMatchObject(missing);
    await expect(collect(store.list("abfs://nowhere/a"))).rejects.toMatchObject(missing);
  });

  test("says that the key is wrong, and does not show it", async () => {
    const key = randomBytes(32).toString("base64");
    const stranger = await openAzuriteStore(azurite, { config: { key } });
    const refused = await stranger.read("abfs://flyte-data/hello").catch((error: unknown) => error);
    expect(refused).toMatchObject({ problems: [{ code: "STORE_CREDENTIALS_INVALID" }] });
    expect(String(refused)).not.toContain(key);
    await stranger.close();
  });

  test("does not believe a server whose CA nobody gave", async () => {
    const stranger = await openAzuriteStore(azurite, { trusted: [] });
    await expect(stranger.stat("abfs://flyte-data/hello")).rejects.toMatchObject({
      problems: [{ code: "CERTIFICATE_UNTRUSTED", what: expect.stringContaining("azurite CA") }],
    });
    await stranger.close();
  });

  test("goes through a proxy", async () => {
    const asked: string[] = [];
    // Whatever it is asked for, it connects to Azurite.
    const proxy = createServer().on("connect", (request, client) => {
      asked.push(request.url ?? "");
      const upstream = connect(Number(new URL(azurite.endpoint).port), "localhost", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on("error", () => client.destroy());
      client.on("error", () => upstream.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
    // With its last dot, the name is none that proxies are left out for, and still the certificate's.
    const endpoint = `https://localhost.:${new URL(azurite.endpoint).port}/${azurite.account}`;
    await write("abfs://flyte-data/far", "far");
    const far = await openAzuriteStore(azurite, { config: { endpoint }, environment });
    expect((await far.stat("abfs://flyte-data/far"))?.sizeBytes).toBe(3);
    expect(asked).toEqual([new URL(endpoint).host]);
    await far.close();
    proxy.close();
  });
});

function sourceOf(bytes: Uint8Array): BlobSource {
  return {
    sizeBytes: bytes.byteLength,
    open: async function* ({ start, end } = { start: 0, end: bytes.byteLength }) {
      for (let at = start; at < end; at += 65_536) yield bytes.subarray(at, Math.min(end, at + 65_536));
    },
  };
}
