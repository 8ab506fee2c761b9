import type { RequestListener } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createCertificateAuthority, type ServerCertificate } from "../../../../test/support/certificate-authority.ts";
import { type ScriptedServer, startScriptedServer } from "../../../../test/support/scripted-server.ts";
import type { BlobStore } from "../blob-store.ts";
import { collect } from "../contract/collect.ts";
import { fetchBlob } from "../fetch/fetch-blob.ts";
import { openHttpStore } from "./http-store.ts";

describe("a blob at an address", () => {
  let certificatePem: string;
  let tls: ServerCertificate;
  let store: BlobStore;
  const servers: ScriptedServer[] = [];
  beforeAll(async () => {
    const authority = await createCertificateAuthority("Web CA");
    certificatePem = authority.certificatePem;
    tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
    store = openHttpStore({ environment: {}, trust: { certificates: [certificatePem], searched: [] } });
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(() => store.close());
  const serve = async (answer: RequestListener, certificate?: ServerCertificate) => {
    const server = await startScriptedServer(answer, certificate);
    servers.push(server);
    return server;
  };
  const textAt = async (uri: string) => Buffer.concat(await collect((await store.read(uri)).body)).toString();

  test("comes as it is, from the path and query that were written, over TLS under a private CA", async () => {
    const server = await serve((_, response) => response.end("hello"), tls);
    const uri = `${server.endpoint}/a%2Fb/c.txt?X-Amz-Signature=a%2Bb&x=1`;
    const { sizeBytes, range, body } = await store.read(uri);
    expect({ sizeBytes, range, text: Buffer.concat(await collect(body)).toString() }).toEqual({
      sizeBytes: 5,
      range: { start: 0, end: 5 },
      text: "hello",
    });
    expect(server.requests[0]?.url).toBe("/a%2Fb/c.txt?X-Amz-Signature=a%2Bb&x=1");
    expect(server.requests[0]?.headers).toMatchObject({ "accept-encoding": "identity" });
  });

  test("under an unknown CA is none", async () => {
    const server = await serve((_, response) => response.end("hello"), tls);
    const strict = openHttpStore({ environment: {}, trust: { certificates: [], searched: [] } });
    await expect(strict.read(`${server.endpoint}/a`)).rejects.toMatchObject({
      problems: [{ code: "CERTIFICATE_UNTRUSTED" }],
    });
    await strict.close();
  });

  test("has no known size when the server sends it in chunks", async () => {
    const server = await serve((request, response) => {
      if (request.method === "GET") response.write("hel");
      response.end(request.method === "GET" ? "lo" : undefined);
    });
    const { sizeBytes, body } = await store.read(`${server.endpoint}/a`);
    expect(sizeBytes).toBeNull();
    expect(Buffer.concat(await collect(body)).toString()).toBe("hello");
    expect(await store.stat(`${server.endpoint}/a`)).toEqual({ sizeBytes: null });
  });

  test("keeps the encoding that the server gives it all the same", async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 8, 0]);
    const server = await serve((_, response) => response.setHeader("content-encoding", "gzip").end(bytes));
    expect(Buffer.concat(await collect((await store.read(`${server.endpoint}/a.gz`)).body))).toEqual(bytes);
  });

  test.each([
    { status: 404, code: "BLOB_MISSING" },
    { status: 410, code: "BLOB_MISSING" },
    { status: 401, code: "STORE_ACCESS_DENIED" },
    { status: 403, code: "STORE_ACCESS_DENIED" },
    { status: 400, code: "STORE_RESPONSE_INVALID" },
  ])("is not the page of an answer $status", async ({ status, code }) => {
    const server = await serve((_, response) => response.writeHead(status).end("<h1>Sorry</h1>"));
    await expect(store.read(`${server.endpoint}/a?secret=1`)).rejects.toMatchObject({
      problems: [{ code, where: `GET ${server.endpoint}/a?…` }],
    });
    expect(server.requests.length).toBe(1);
  });

  test("tells what the store behind a presigned address says", async () => {
    const page = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
    const server = await serve((_, response) => response.writeHead(403).end(page));
    await expect(store.read(`${server.endpoint}/a`)).rejects.toThrow("HTTP 403: AccessDenied, Request has expired");
  });

  test("is asked for again while the server is unwell, and then given up", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/never" || server.requests.length < 3) response.statusCode = 502;
      response.end("hello");
    });
    expect(await textAt(`${server.endpoint}/later`)).toBe("hello");
    await expect(store.read(`${server.endpoint}/never`)).rejects.toMatchObject({
      problems: [{ code: "STORE_UNAVAILABLE" }],
    });
  });

  test("is read with the user and password of its address, which no problem repeats and no other server gets", async () => {
    const other = await serve((request, response) => response.end(request.headers.authorization ?? "nobody"));
    const server = await serve((request, response) => {
      if (request.url === "/elsewhere") response.writeHead(302, { location: `${other.endpoint}/a` });
      else if (request.url === "/here") response.writeHead(302, { location: "/a" });
      else if (request.url === "/denied") response.statusCode = 403;
      response.end(request.headers.authorization);
    });
    const base = server.endpoint.replace("//", "//me:s3cr%20t@");
    expect(await textAt(`${base}/a`)).toBe("Basic bWU6czNjciB0");
    expect(await textAt(`${base}/here`)).toBe("Basic bWU6czNjciB0");
    expect(await textAt(`${base}/elsewhere`)).toBe("nobody");
    const denied = await store.read(`${base}/denied`).catch((error: unknown) => error);
    expect(JSON.stringify(denied)).not.toContain("s3cr");
  });

  test("is followed to where the server sends its readers", async () => {
    const server = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step > 0) response.writeHead([301, 302, 303, 307, 308][step % 5] as number, { location: `/${step - 1}` });
      response.end(step > 0 ? "moved" : "hello");
    }, tls);
    expect(await textAt(`${server.endpoint}/10`)).toBe("hello");
    await expect(store.read(`${server.endpoint}/11`)).rejects.toMatchObject({
      problems: [{ code: "STORE_REDIRECT_REFUSED" }],
    });
  });

  test.each([
    { name: "to plain http", location: "http://127.0.0.1:9/a" },
    { name: "to a file", location: "file:///etc/passwd" },
    { name: "to nowhere", location: undefined },
  ])("is not followed from https $name", async ({ location }) => {
    const server = await serve((_, response) => response.writeHead(302, { ...(location && { location }) }).end(), tls);
    await expect(store.read(`${server.endpoint}/a`)).rejects.toMatchObject({
      problems: [{ code: "STORE_REDIRECT_REFUSED", where: `${server.endpoint}/a` }],
    });
  });

  test("has its size from HEAD, or from a first byte where HEAD is refused", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/missing") response.writeHead(404).end();
      else if (request.method === "HEAD" && request.url === "/presigned") response.writeHead(403).end();
      else if (request.headers.range) response.writeHead(206, { "content-range": "bytes 0-0/11" }).end("h");
      else response.writeHead(200, { "content-length": 11 }).end(request.method === "HEAD" ? "" : "hello world");
    });
    expect(await store.stat(`${server.endpoint}/a`)).toEqual({ sizeBytes: 11 });
    expect(await store.stat(`${server.endpoint}/presigned`)).toEqual({ sizeBytes: 11 });
    expect(await store.stat(`${server.endpoint}/missing`)).toBeNull();
  });

  describe("whose connection breaks", () => {
    const bytes = Buffer.alloc(300_000, "podwright ");
    /** Answers ranges, and breaks off after 100,000 bytes of each answer. */
    const breaking =
      (headers: (request: number) => Record<string, string>): RequestListener =>
      (request, response) => {
        const index = servers[0]?.requests.length ?? 0;
        const [, first = "0", last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
        const [start, end] = [Number(first), Math.min(bytes.length, last ? Number(last) + 1 : bytes.length)];
        const range = { "content-range": `bytes ${start}-${end - 1}/${bytes.length}` };
        const isRange = request.headers.range !== undefined;
        response.writeHead(isRange ? 206 : 200, {
          "content-length": end - start,
          ...(isRange && range),
          ...headers(index),
        });
        response.write(bytes.subarray(start, Math.min(end, start + 100_000)), () => {
          if (end - start > 100_000) response.destroy();
          else response.end();
        });
      };
    const fetchWhole = async (uri: string) => {
      const whole = Buffer.alloc(bytes.length);
      const write = (part: Uint8Array, position: number) => whole.set(part, position);
      await fetchBlob(store, uri, { write }, { signal: new AbortController().signal });
      return whole;
    };

    test("is taken up again where it broke, if it is the same by its ETag", async () => {
      const server = await serve(breaking(() => ({ etag: '"v1"' })));
      expect((await fetchWhole(`${server.endpoint}/a`)).equals(bytes)).toBe(true);
      expect(server.requests.map(({ headers }) => [headers.range, headers["if-match"]])).toEqual([
        ["bytes=0-16777215", undefined],
        ["bytes=100000-299999", '"v1"'],
        ["bytes=200000-299999", '"v1"'],
      ]);
    });

    test("is taken up again by its Last-Modified when it has no ETag", async () => {
      const modified = "Wed, 01 Jan 2025 00:00:00 GMT";
      const server = await serve(breaking(() => ({ etag: 'W/"weak"', "last-modified": modified })));
      expect((await fetchWhole(`${server.endpoint}/a`)).equals(bytes)).toBe(true);
      expect(server.requests[1]?.headers["if-unmodified-since"]).toBe(modified);
    });

    test("is refused when it was replaced meanwhile, by servers that know no conditions too", async () => {
      const server = await serve(breaking((index) => ({ etag: `"v${index}"` })));
      await expect(fetchWhole(`${server.endpoint}/a`)).rejects.toMatchObject({ problems: [{ code: "BLOB_CHANGED" }] });
    });

    test("is never put together from two answers when nothing names its version", async () => {
      const server = await serve(breaking(() => ({})));
      await expect(fetchWhole(`${server.endpoint}/a`)).rejects.toMatchObject({
        problems: [{ code: "BLOB_INCOMPLETE" }],
      });
      for (const { headers } of server.requests) expect(headers.range ?? "bytes=0-").toMatch(/^bytes=0-/);
    });
  });

  test("that nobody says the size of may come again shorter: then only that counts", async () => {
    const server = await serve((_, response) => {
      const isFirst = servers[0]?.requests.length === 1;
      response.write(isFirst ? "a".repeat(50_000) : "shorter", () => (isFirst ? response.destroy() : response.end()));
    });
    const ends: number[] = [];
    const signal = new AbortController().signal;
    const sink = { write: () => {}, end: (sizeBytes: number) => ends.push(sizeBytes) };
    expect(await fetchBlob(store, `${server.endpoint}/a`, sink, { signal })).toBe(7);
    expect(ends).toEqual([7]);
  });

  test("may be empty, where a server refuses ranges of nothing", async () => {
    const server = await serve((request, response) => {
      response.writeHead(request.headers.range ? 416 : 200, { "content-range": "bytes */0" }).end();
    });
    const size = await fetchBlob(
      store,
      `${server.endpoint}/empty`,
      { write: () => {} },
      { signal: new AbortController().signal },
    );
    expect(size).toBe(0);
  });

  test("is neither a directory nor a place to write to", async () => {
    const listing = collect(store.list("https://me:secret@host/dir/"));
    await expect(listing).rejects.toMatchObject({
      problems: [{ code: "STORE_UNLISTABLE", where: "https://host/dir/" }],
    });
    const source = { sizeBytes: 0, open: async function* () {} };
    await expect(store.write("https://host/a", source)).rejects.toMatchObject({
      problems: [{ code: "STORE_READ_ONLY", where: "https://host/a" }],
    });
  });

  test("rejects with the signal's reason once it is aborted", async () => {
    const server = await serve((_, response) => response.end("hello"));
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    await expect(store.read(`${server.endpoint}/a`, { signal })).rejects.toBe(reason);
    await expect(store.stat(`${server.endpoint}/a`, { signal })).rejects.toBe(reason);
  });
});
