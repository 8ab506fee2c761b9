import type { RequestListener } from "node:http";
import { buffer, text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer } from "../../../../test/support/scripted-server.ts";
import type { BlobSource, BlobStore } from "../blob-store.ts";
import { collect } from "../contract/collect.ts";
import { openAzureStore } from "./azure-store.ts";

let server: ScriptedServer | undefined;
let store: BlobStore | undefined;
afterEach(async () => {
  await store?.close();
  server?.close();
});

/** Servers that do what Azure does and Azurite cannot be made to do. */
async function open(answer: RequestListener): Promise<BlobStore> {
  server = await startScriptedServer(answer);
  const config = { account: "acct", key: "MDEyMzQ1Njc4OWFiY2RlZg==", endpoint: `${server.endpoint}/acct` };
  store = openAzureStore({
    config,
    where: "storage.stow.config",
    environment: {},
    trust: { certificates: [], searched: [] },
  });
  return store;
}

const errorDocument = (code: string, message: string) =>
  `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:5e\nTime:2026-11-25T22:00:00Z</Message></Error>`;

describe("an answer that is no success", () => {
  test.each([
    [404, "BlobNotFound", "The specified blob does not exist.", "BLOB_MISSING"],
    [404, "ContainerNotFound", "The specified container does not exist.", "BUCKET_MISSING"],
    [409, "ContainerBeingDeleted", "The specified container is being deleted.", "BUCKET_MISSING"],
    [403, "AuthenticationFailed", "Server failed to authenticate the request.", "STORE_CREDENTIALS_INVALID"],
    [401, "InvalidAuthenticationInfo", "Lifetime validation failed.", "STORE_CREDENTIALS_INVALID"],
    [403, "KeyBasedAuthenticationNotPermitted", "Key based authentication is off.", "STORE_CREDENTIALS_INVALID"],
    [403, "AuthorizationPermissionMismatch", "This request is not authorized.", "STORE_ACCESS_DENIED"],
    [403, "AuthorizationFailure", "This request is not authorized.", "STORE_ACCESS_DENIED"],
    [409, "BlobArchived", "This operation is not permitted on an archived blob.", "STORE_ACCESS_DENIED"],
    [412, "ConditionNotMet", "The condition specified is not met.", "BLOB_CHANGED"],
    [400, "InvalidResourceName", "The specified resource name contains invalid characters.", "BLOB_URI_INVALID"],
    [413, "RequestBodyTooLarge", "The request body is too large.", "BLOB_TOO_LARGE"],
    [400, "InvalidHeaderValue", "The value for one of the HTTP headers is wrong.", "STORE_RESPONSE_INVALID"],
  ])("%i %s is %4$s, in Azure's words without the request's id", async (status, word, message, code) => {
    const opened = await open((_, response) => response.writeHead(status).end(errorDocument(word, message)));
    await expect(opened.read("abfs://data/a")).rejects.toMatchObject({
      problems: [
        {
          code,
          what: expect.stringContaining(`(${word}: ${message})`),
          where: `GET abfs://data/a at ${server?.endpoint}`,
        },
      ],
    });
    expect(server?.requests.length).toBe(1);
  });

  test("is told by its header where it has no body, as for HEAD", async () => {
    const opened = await open((_, response) =>
      response.writeHead(403, { "x-ms-error-code": "AuthenticationFailed" }).end(),
    );
    await expect(opened.stat("abfs://data/a")).rejects.toMatchObject({
      problems: [{ code: "STORE_CREDENTIALS_INVALID", what: expect.stringContaining("(AuthenticationFailed)") }],
    });
  });

  test("of a busy store is asked again after the time that it gives", async () => {
    const atMs: number[] = [];
    const opened = await open((_, response) => {
      atMs.push(performance.now());
      if (atMs.length === 1) response.writeHead(503, { "retry-after": "1" }).end(errorDocument("ServerBusy", "Busy."));
      else response.end("text");
    });
    expect(await text((await opened.read("abfs://data/a")).body)).toBe("text");
    expect(atMs[1]! - atMs[0]!).toBeGreaterThanOrEqual(990);
  });
});

describe("a hierarchical namespace", () => {
  const folder = "<Metadata><hdi_isfolder>true</hdi_isfolder></Metadata>";
  const blob = (name: string, size: number, more = "") =>
    `<Blob><Name>${name}</Name><Properties><Content-Length>${size}</Content-Length></Properties>${more}</Blob>`;

  test("lists its folders as marks, and not the listed one's", async () => {
    const listing = `<EnumerationResults><Blobs>${[
      blob("dir/", 0),
      blob("dir/empty", 0, folder),
      blob("dir/sub", 0, folder),
      blob("dir/sub/x", 3),
    ].join("")}</Blobs><NextMarker /></EnumerationResults>`;
    const opened = await open((_, response) => response.end(listing));
    expect(await collect(opened.list("abfs://data/dir"))).toEqual([
      { uri: "abfs://data/dir/empty/", name: "empty/", sizeBytes: 0 },
      { uri: "abfs://data/dir/sub/", name: "sub/", sizeBytes: 0 },
      { uri: "abfs://data/dir/sub/x", name: "sub/x", sizeBytes: 3 },
    ]);
  });

  test("has no blob where it has a folder", async () => {
    const opened = await open((_, response) =>
      response.writeHead(200, { "x-ms-meta-hdi_isfolder": "true", "content-length": "0" }).end(),
    );
    expect(await opened.stat("abfs://data/dir")).toBeNull();
    await expect(opened.read("abfs://data/dir")).rejects.toMatchObject({ problems: [{ code: "BLOB_MISSING" }] });
  });
});

describe("a listing", () => {
  test("that goes round in circles, or leaves its folder, is refused", async () => {
    const page = (name: string) =>
      `<EnumerationResults><Blobs><Blob><Name>${name}</Name><Properties><Content-Length>1</Content-Length></Properties></Blob></Blobs><NextMarker>again</NextMarker></EnumerationResults>`;
    const invalid = { problems: [{ code: "STORE_RESPONSE_INVALID" }] };
    const circling = await open((_, response) => response.end(page("dir/a")));
    await expect(collect(circling.list("abfs://data/dir"))).rejects.toMatchObject(invalid);
    expect(server?.requests.map(({ url }) => new URL(url ?? "", server?.endpoint).searchParams.get("marker"))).toEqual([
      null,
      "again",
    ]);
    server?.close();
    const leaving = await open((_, response) => response.end(page("dir2/a")));
    await expect(collect(leaving.list("abfs://data/dir"))).rejects.toMatchObject(invalid);
  });
});

describe("a large blob", () => {
  test("is sent in blocks of one upload, each with its MD5 and again where one failed, and put together last", async () => {
    const bytes = Buffer.alloc(40 * 1024 * 1024, "podwright ");
    const received = new Map<string, Buffer>();
    const order: string[] = [];
    let failures = 0;
    const opened = await open(async (request, response) => {
      const { searchParams } = new URL(request.url ?? "", "http://any");
      const body = await buffer(request);
      if (searchParams.get("comp") === "block" && failures === 0) {
        failures += 1;
        response.writeHead(500).end(errorDocument("InternalError", "Try again."));
        return;
      }
      if (searchParams.get("comp") === "block") received.set(searchParams.get("blockid") ?? "", body);
      else order.push(...[...body.toString().matchAll(/<Latest>(.*?)<\/Latest>/g)].map(([, id = ""]) => id));
      response.writeHead(201).end();
    });
    await opened.write("abfs://data/large", sourceOf(bytes));
    expect(order.length).toBe(3);
    expect(new Set(order.map((id) => Buffer.from(id, "base64").subarray(0, 16).toString("hex"))).size).toBe(1);
    expect(Buffer.concat(order.map((id) => received.get(id)!)).equals(bytes)).toBe(true);
    const requests = server?.requests ?? [];
    expect(requests.map(({ headers }) => headers["content-md5"] !== undefined)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  test("is refused before it is read when Azure cannot hold it", async () => {
    const opened = await open((_, response) => response.writeHead(201).end());
    const huge: BlobSource = {
      sizeBytes: 50_000 * 100 * 1024 ** 2 + 1,
      open: () => {
        throw new Error("must not be opened");
      },
    };
    await expect(opened.write("abfs://data/huge", huge)).rejects.toMatchObject({
      problems: [{ code: "BLOB_TOO_LARGE" }],
    });
    expect(server?.requests).toEqual([]);
  });
});

describe("an answer that is not Azure's", () => {
  test.each([
    { name: "has no length", status: 200, headers: {} },
    { name: "gives another range", status: 206, headers: { "content-length": "2", "content-range": "bytes 4-5/10" } },
  ])("is refused when it $name", async ({ status, headers }) => {
    const opened = await open((_, response) => response.writeHead(status, headers).end(status === 206 ? "45" : "all"));
    await expect(opened.read("abfs://data/a", { range: { start: 2, end: 4 } })).rejects.toMatchObject({
      problems: [{ code: "STORE_RESPONSE_INVALID" }],
    });
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
