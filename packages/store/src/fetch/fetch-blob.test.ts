import type { RequestListener, ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer } from "../../../../test/support/scripted-server.ts";
import type { BlobStore } from "../blob-store.ts";
import { openS3Store } from "../s3/s3-store.ts";
import { fetchBytes } from "./fetch-bytes.ts";

let server: ScriptedServer | undefined;
let store: BlobStore | undefined;
afterEach(async () => {
  await store?.close();
  server?.close();
});

async function open(answer: RequestListener): Promise<BlobStore> {
  server = await startScriptedServer(answer);
  const opened = openS3Store({
    config: { endpoint: server.endpoint, access_key_id: "someone", secret_key: "secret" },
    environment: {},
    trust: { certificates: [], searched: [] },
  });
  store = opened;
  return opened;
}

describe("broken bodies", () => {
  const object = "0123456789";

  /**
   * Answers with so many bytes of what is asked for. The rest is held back until `breakOff` ends the connection, so that
   * each byte has arrived by then.
   */
  function breaking(bytesPerAnswer: number, etag: (answer: number) => string) {
    let answers = 0;
    let open: ServerResponse | undefined;
    const answer: RequestListener = (request, response) => {
      answers += 1;
      const { range } = request.headers;
      const start = Number(/^bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
      if (request.headers["if-match"] && request.headers["if-match"] !== etag(answers)) {
        response.statusCode = 412;
        response.end("<Error><Code>PreconditionFailed</Code></Error>");
        return;
      }
      response.statusCode = range ? 206 : 200;
      if (range) response.setHeader("content-range", `bytes ${start}-9/10`);
      response.setHeader("content-length", 10 - start).setHeader("etag", etag(answers));
      const part = object.slice(start, start + bytesPerAnswer);
      open = undefined;
      if (start + part.length === 10) response.end(part);
      else if (part === "") response.write("", () => response.destroy());
      else {
        open = response;
        response.write(part);
      }
    };
    return { answer, breakOff: () => open?.destroy() };
  }

  /** Fetches, and breaks each connection off once its bytes have arrived. */
  async function fetchBreaking(opened: BlobStore, breakOff: () => void): Promise<string> {
    const timer = setInterval(breakOff, 20);
    try {
      return Buffer.from(await fetchBytes(opened, "s3://flyte-data/a")).toString();
    } finally {
      clearInterval(timer);
    }
  }

  test("a connection that breaks is taken up again where it broke", async () => {
    const { answer, breakOff } = breaking(4, () => '"v1"');
    const opened = await open(answer);
    expect(await fetchBreaking(opened, breakOff)).toBe("0123456789");
    expect(server?.requests.map(({ headers }) => headers.range)).toEqual([undefined, "bytes=4-9", "bytes=8-9"]);
  });

  test("an object that is replaced in the middle is not put together from two", async () => {
    const { answer, breakOff } = breaking(4, (answers) => `"v${answers}"`);
    const opened = await open(answer);
    await expect(fetchBreaking(opened, breakOff)).rejects.toMatchObject({ problems: [{ code: "BLOB_CHANGED" }] });
  });

  test("a server that gives no more bytes is given up at the fifth break", async () => {
    const { answer, breakOff } = breaking(0, () => '"v1"');
    const opened = await open(answer);
    await expect(fetchBreaking(opened, breakOff)).rejects.toMatchObject({ problems: [{ code: "BLOB_INCOMPLETE" }] });
    expect(server?.requests.length).toBe(5);
  });
});

describe("checksums", () => {
  const object = Buffer.from("0123456789");
  const checksum = "poTHxg=="; // CRC-32 of the ten digits

  /** Gives other bytes so many times, and then the right ones. */
  const corrupting = (times: number): RequestListener => {
    let answers = 0;
    return (_, response) => {
      answers += 1;
      response.setHeader("etag", '"v1"').setHeader("x-amz-checksum-crc32", checksum);
      response.end(answers <= times ? Buffer.from("0123X56789") : object);
    };
  };

  test("that do not fit have the blob fetched once more", async () => {
    const opened = await open(corrupting(1));
    expect(Buffer.from(await fetchBytes(opened, "s3://flyte-data/a")).toString()).toBe("0123456789");
    expect(server?.requests.length).toBe(2);
  });

  test("that do not fit the second time are told", async () => {
    const opened = await open(corrupting(2));
    await expect(fetchBytes(opened, "s3://flyte-data/a")).rejects.toMatchObject({
      problems: [{ code: "BLOB_CORRUPTED" }],
    });
  });
});
