import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer } from "../../../../test/support/scripted-server.ts";
import type { BlobSource, BlobStore } from "../blob-store.ts";
import { collect } from "../contract/collect.ts";
import { crc32c } from "../fetch/crc32c.ts";
import { fetchBytes } from "../fetch/fetch-bytes.ts";
import { openGcsStore } from "./gcs-store.ts";

/** What a real server does not do on demand; test/stores has the rest. */
describe("Google Cloud Storage, as it may answer", () => {
  let server: ScriptedServer;
  let store: BlobStore;
  afterEach(async () => {
    await store.close();
    server.close();
  });
  const open = async (answer: RequestListener) => {
    server = await startScriptedServer(answer);
    const environment = { STORAGE_EMULATOR_HOST: server.endpoint };
    const trust = { certificates: [], searched: [] };
    store = await openGcsStore({ config: {}, where: "storage.stow.config", environment, trust });
  };
  const bytes = Buffer.alloc(17 * 1024 * 1024 + 3, "podwright ");
  const source: BlobSource = {
    sizeBytes: bytes.length,
    open: async function* ({ start, end } = { start: 0, end: bytes.length }) {
      for (let at = start; at < end; at += 65_536) yield bytes.subarray(at, Math.min(end, at + 65_536));
    },
  };
  const checksumOf = (text: string | Buffer) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32c(Buffer.from(text)));
    return value.toString("base64");
  };
  const description = JSON.stringify({ size: String(bytes.length), generation: "7", crc32c: checksumOf(bytes) });

  test("keeps part of a piece, fails at another, and gets a large upload whole all the same", async () => {
    const kept: Buffer[] = [];
    const keptBytes = () => kept.reduce((sum, each) => sum + each.length, 0);
    const ranges: (string | undefined)[] = [];
    await open(async (request, response) => {
      const body = await buffer(request);
      if (request.method === "POST") {
        response.writeHead(200, { location: `${server.endpoint}/session?upload_id=1` }).end();
        return;
      }
      ranges.push(request.headers["content-range"]);
      if (ranges.length === 2) {
        response.writeHead(502).end();
        return;
      }
      kept.push(ranges.length === 1 ? body.subarray(0, 262_144) : body);
      if (keptBytes() === bytes.length) response.end(description);
      else response.writeHead(308, { range: `bytes=0-${keptBytes() - 1}` }).end();
    });
    let sentBytes = 0;
    const onSent = (sizeBytes: number) => {
      sentBytes += sizeBytes;
    };
    await store.write("gs://bucket/large", source, { onSent });
    expect(sentBytes).toBe(bytes.length);
    expect(Buffer.concat(kept).equals(bytes)).toBe(true);
    expect(ranges).toEqual([
      "bytes 0-16777215/17825795",
      "bytes 262144-17039359/17825795",
      "bytes 262144-17039359/17825795",
      "bytes 17039360-17825794/17825795",
    ]);
    expect(server.requests[0]?.headers["x-upload-content-length"]).toBe("17825795");
  });

  test("breaks off its answers, and is asked again", async () => {
    const broken = new Set<string>();
    const answerOnce = (request: IncomingMessage, response: ServerResponse) => {
      const name = `${request.method} ${request.headers["content-range"] ?? ""}`;
      if (broken.has(name)) return void response.end(description);
      broken.add(name);
      response.setHeader("content-length", description.length).write("{", () => response.destroy());
    };
    await open(async (request, response) => {
      await buffer(request);
      const [, last] = /^bytes \d+-(\d+)\//.exec(request.headers["content-range"] ?? "") ?? [];
      if (request.method === "POST") {
        response.writeHead(200, { location: `${server.endpoint}/session?upload_id=1` }).end();
      } else if (last !== undefined && Number(last) + 1 < bytes.length) {
        response.writeHead(308, { range: `bytes=0-${last}` }).end();
      } else answerOnce(request, response);
    });
    let sentBytes = 0;
    const onSent = (sizeBytes: number) => {
      sentBytes += sizeBytes;
    };
    await store.write("gs://flyte-data/large", source, { onSent });
    expect(sentBytes).toBe(bytes.length);
    expect(await store.stat("gs://flyte-data/large")).toMatchObject({ sizeBytes: bytes.length });
    expect([...broken]).toEqual([`PUT bytes 16777216-${bytes.length - 1}/${bytes.length}`, "GET "]);
  });

  test("gives up an upload that the store does not take, there too", async () => {
    const methods: (string | undefined)[] = [];
    await open(async (request, response) => {
      methods.push(request.method);
      await buffer(request);
      if (request.method === "POST") response.setHeader("location", `${server.endpoint}/session`);
      response.writeHead({ POST: 200, PUT: 308, DELETE: 499 }[request.method as "PUT"] ?? 500).end();
    });
    await expect(store.write("gs://bucket/large", source)).rejects.toMatchObject({
      problems: [{ code: "BLOB_INCOMPLETE" }],
    });
    expect(methods).toEqual(["POST", "PUT", "PUT", "PUT", "PUT", "PUT", "DELETE"]);
  });

  const small: BlobSource = {
    sizeBytes: 5,
    open: async function* () {
      yield Buffer.from("hello");
    },
  };

  test("is told the checksum of what it gets", async () => {
    let body = "";
    await open(async (request, response) => {
      body = (await buffer(request)).toString();
      response.end(JSON.stringify({ size: "5", generation: "1", crc32c: checksumOf("hello") }));
    });
    const sent: number[] = [];
    await store.write("gs://bucket/a", small, { onSent: (sizeBytes) => sent.push(sizeBytes) });
    expect(sent).toEqual([5]);
    expect(body).toBe("hello");
    expect(server.requests[0]?.headers).toMatchObject({ "x-goog-hash": "crc32c=mnG7TA==", "content-length": "5" });
  });

  test.each([
    { name: "other bytes", answer: { size: "5", generation: "1", crc32c: "AAAAAA==" }, code: "BLOB_CORRUPTED" },
    { name: "another size", answer: { size: "4", generation: "1" }, code: "BLOB_CORRUPTED" },
    { name: "no object", answer: {}, code: "STORE_RESPONSE_INVALID" },
  ])("is not believed when it says that it keeps $name", async ({ answer, code }) => {
    await open((_, response) => response.end(JSON.stringify(answer)));
    await expect(store.write("gs://bucket/a", small)).rejects.toMatchObject({ problems: [{ code }] });
  });

  test("has another generation by now, and says so or just gives it", async () => {
    const statusOf = ({ url = "" }: IncomingMessage) => (url.includes("conditional") ? 412 : 200);
    const headers = { "x-goog-generation": "8", "content-length": 1 };
    await open((request, response) => response.writeHead(statusOf(request), headers).end("x"));
    for (const key of ["conditional", "other"]) {
      const reading = store.read(`gs://bucket/${key}`, { version: "7" });
      await expect(reading).rejects.toMatchObject({ problems: [{ code: "BLOB_CHANGED" }] });
    }
    expect(server.requests[0]?.url).toBe("/download/storage/v1/b/bucket/o/conditional?alt=media&ifGenerationMatch=7");
  });

  test.each([
    { hash: "crc32c=mnG7TA==,md5=XUFAKrxLKna5cZ2REBfFkg==", algorithm: "md5" },
    { hash: "crc32c=mnG7TA==", algorithm: "crc32c" },
  ])("is checked against its $algorithm: $hash", async ({ hash, algorithm }) => {
    await open((_, response) => response.writeHead(200, { "content-length": 5, "x-goog-hash": hash }).end("hello"));
    const { checksum, body } = await store.read("gs://bucket/a");
    await collect(body);
    expect(checksum).toMatchObject({ algorithm });
    expect(Buffer.from(await fetchBytes(store, "gs://bucket/a")).toString()).toBe("hello");
  });

  test("is refused when it came wrong twice", async () => {
    const headers = { "content-length": 5, "x-goog-hash": "md5=AAAAAAAAAAAAAAAAAAAAAA==", "x-goog-generation": "1" };
    await open((_, response) => response.writeHead(200, headers).end("hello"));
    await expect(fetchBytes(store, "gs://bucket/a")).rejects.toMatchObject({ problems: [{ code: "BLOB_CORRUPTED" }] });
    expect(server.requests.length).toBe(2);
  });

  test.each([
    { name: "no JSON", page: "<html>" },
    { name: "null", page: "null" },
    { name: "objects of another folder", page: '{"items":[{"name":"other","size":"1"}]}' },
    { name: "an object without a size", page: '{"items":[{"name":"dir/a"}]}' },
    { name: "pages without end", page: '{"nextPageToken":"again"}' },
  ])("is not believed when its listing is $name", async ({ page }) => {
    await open((_, response) => response.end(page));
    await expect(collect(store.list("gs://bucket/dir"))).rejects.toMatchObject({
      problems: [{ code: "STORE_RESPONSE_INVALID" }],
    });
  });

  test("lists page by page, without the folder's own mark", async () => {
    const pages: Record<string, object> = {
      "": {
        items: [
          { name: "dir/", size: "0" },
          { name: "dir/a", size: "1" },
        ],
        nextPageToken: "n+1",
      },
      "n+1": { nextPageToken: "n+2" },
      "n+2": { items: [{ name: "dir/b/", size: "0" }] },
    };
    await open(({ url = "" }, response) => {
      const { searchParams } = new URL(url, server.endpoint);
      response.end(JSON.stringify(pages[searchParams.get("pageToken") ?? ""]));
    });
    expect(await collect(store.list("gs://bucket/dir/"))).toEqual([
      { uri: "gs://bucket/dir/a", name: "a", sizeBytes: 1 },
      { uri: "gs://bucket/dir/b/", name: "b/", sizeBytes: 0 },
    ]);
    expect(server.requests[0]?.url).toContain("maxResults=1000");
  });

  test("takes no other reference than gs://", async () => {
    await open((_, response) => response.end());
    await expect(store.stat("s3://bucket/a")).rejects.toMatchObject({ problems: [{ code: "BLOB_URI_INVALID" }] });
  });
});
