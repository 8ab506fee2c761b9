import type { RequestListener } from "node:http";
import aws4 from "aws4";
import { afterEach, describe, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer } from "../../../../test/support/scripted-server.ts";
import type { BlobSource, BlobStore } from "../blob-store.ts";
import { collect } from "../contract/collect.ts";
import { openS3Store } from "./s3-store.ts";

const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
let server: ScriptedServer | undefined;
let store: BlobStore | undefined;
afterEach(async () => {
  await store?.close();
  server?.close();
});

async function open(answer: RequestListener, config: Record<string, string> = {}): Promise<BlobStore> {
  server = await startScriptedServer(answer);
  store = openS3Store({
    config: { endpoint: server.endpoint, access_key_id: keys.accessKeyId, secret_key: keys.secretAccessKey, ...config },
    environment: {},
    trust: { certificates: [], searched: [] },
  });
  return store;
}

function textSource(text: string): BlobSource {
  return {
    sizeBytes: Buffer.byteLength(text),
    open: async function* () {
      yield Buffer.from(text);
    },
  };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await collect(body)).toString();
}

describe("signing", () => {
  const listing = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

  /** The Authorization that another implementation of Signature Version 4 gives the request as it arrived. */
  function expectedAuthorization(request: ScriptedServer["requests"][number]): string | undefined {
    const signedHeaders = /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? "")?.[1]?.split(";") ?? [];
    const headers = Object.fromEntries(signedHeaders.map((name) => [name, String(request.headers[name])]));
    const { method = "", url = "" } = request;
    const signed = aws4.sign({ service: "s3", region: "eu-west-1", method, path: url, headers }, keys);
    return signed.headers?.Authorization as string | undefined;
  }

  test.each(["plain", "c#d", "e%41", "sp ace+plus", "ü/😀", "(x)!'*~", "a=b&c?d", "dots/../and/./more"])(
    "fits the request that goes over the wire for the key %s",
    async (key) => {
      const opened = await open(
        (_, response) => {
          response.setHeader("content-length", 0).end();
        },
        { region: "eu-west-1", token: "session-token" },
      );
      await opened.stat(`s3://flyte-data/${key}`);
      await opened.write(`s3://flyte-data/${key}`, textSource("body"));
      expect(server?.requests.map(({ method }) => method)).toEqual(["HEAD", "PUT"]);
      for (const request of server?.requests ?? []) {
        expect(request.headers["x-amz-security-token"]).toBe("session-token");
        expect(request.headers.authorization).toBe(expectedAuthorization(request));
      }
    },
  );

  test("fits a listing's query, and signs the body's SHA-256 where no TLS protects it", async () => {
    const opened = await open(
      (request, response) => {
        request.resume();
        response.end(request.method === "GET" ? listing : "");
      },
      { region: "eu-west-1" },
    );
    await collect(opened.list("s3://flyte-data/a b/c+d&e"));
    await opened.write("s3://flyte-data/a", textSource("abc"));
    const [list, put] = server?.requests ?? [];
    expect(list?.url).toBe("/flyte-data?encoding-type=url&list-type=2&max-keys=1000&prefix=a%20b%2Fc%2Bd%26e%2F");
    expect(list?.headers.authorization).toBe(expectedAuthorization(list!));
    expect(put?.headers["x-amz-content-sha256"]).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    expect(put?.headers.authorization).toBe(expectedAuthorization(put!));
  });
});

describe("failing servers", () => {
  test("a store that asks to slow down is asked again, and a body is sent again", async () => {
    const bodies: string[] = [];
    const opened = await open(async (request, response) => {
      bodies.push(await textOf(request));
      response.statusCode = bodies.length < 3 ? 503 : 200;
      response.end("<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");
    });
    await opened.write("s3://flyte-data/a", textSource("text"));
    expect(bodies).toEqual(["text", "text", "text"]);
  });

  test("a store that fails six times is given up, with what it said", async () => {
    const opened = await open((_, response) => {
      response.statusCode = 500;
      response.end("<Error><Code>InternalError</Code><Message>We are sorry.</Message></Error>");
    });
    await expect(opened.read("s3://flyte-data/a")).rejects.toMatchObject({
      problems: [
        {
          code: "STORE_UNAVAILABLE",
          what: "the store failed again and again (InternalError: We are sorry.)",
          where: `GET s3://flyte-data/a at ${server?.endpoint}`,
        },
      ],
    });
    expect(server?.requests.length).toBe(6);
  });

  test.each([
    { status: 403, code: "AccessDenied", want: "STORE_ACCESS_DENIED" },
    { status: 403, code: "SignatureDoesNotMatch", want: "STORE_CREDENTIALS_INVALID" },
    { status: 403, code: "RequestTimeTooSkewed", want: "STORE_CREDENTIALS_INVALID" },
    { status: 400, code: "ExpiredToken", want: "STORE_CREDENTIALS_EXPIRED" },
    { status: 404, code: "NoSuchBucket", want: "BUCKET_MISSING" },
    { status: 404, code: "NoSuchKey", want: "BLOB_MISSING" },
    { status: 301, code: "PermanentRedirect", want: "STORE_CONFIG_INVALID" },
    { status: 418, code: "Teapot", want: "STORE_RESPONSE_INVALID" },
  ])("$status $code is $want, after one try", async ({ status, code, want }) => {
    const opened = await open((_, response) => {
      response.statusCode = status;
      response.end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
    });
    await expect(opened.read("s3://flyte-data/a")).rejects.toMatchObject({ problems: [{ code: want }] });
    expect(server?.requests.length).toBe(1);
  });

  test("the reason why a blob's size is refused is asked for, and the question ends with the signal", async () => {
    const reason = new Error("deadline");
    const controller = new AbortController();
    const opened = await open((request, response) => {
      response.statusCode = 403;
      if (request.method === "HEAD") response.end();
      else if (server?.requests.length === 2) response.end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
      else controller.abort(reason);
    });
    const stat = opened.stat("s3://flyte-data/a");
    await expect(stat).rejects.toMatchObject({ problems: [{ code: "STORE_CREDENTIALS_INVALID" }] });
    expect(server?.requests.map(({ method }) => method)).toEqual(["HEAD", "GET"]);
    await expect(opened.stat("s3://flyte-data/a", { signal: controller.signal })).rejects.toBe(reason);
  });

  test("the region that a bucket is in is named", async () => {
    const opened = await open((_, response) => {
      response.statusCode = 301;
      response.setHeader("x-amz-bucket-region", "eu-north-1").end("<Error><Code>PermanentRedirect</Code></Error>");
    });
    await expect(opened.read("s3://flyte-data/a")).rejects.toMatchObject({
      problems: [{ fix: "set region in storage.stow.config to eu-north-1" }],
    });
  });

  test("a web page in the place of a listing is refused", async () => {
    const opened = await open((_, response) => response.end("<html><body>Welcome</body></html>"));
    await expect(collect(opened.list("s3://flyte-data/a"))).rejects.toMatchObject({
      problems: [{ code: "STORE_RESPONSE_INVALID" }],
    });
  });
});

describe("listings of several pages", () => {
  const page = (keysOnIt: readonly string[], next?: string) =>
    [
      '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
      "<EncodingType>url</EncodingType>",
      ...keysOnIt.map((key) => `<Contents><Key>${key}</Key><Size>${key.endsWith("/") ? 0 : 7}</Size></Contents>`),
      `<IsTruncated>${next !== undefined}</IsTruncated>`,
      ...(next === undefined ? [] : [`<NextContinuationToken>${next}</NextContinuationToken>`]),
      "</ListBucketResult>",
    ].join("");

  test("are followed to their end, their keys decoded, the folder's own mark left out", async () => {
    const opened = await open((request, response) => {
      const token = new URL(request.url ?? "", "http://localhost").searchParams.get("continuation-token");
      response.end(
        token === "1/a+b="
          ? page(["dir/%C3%BC", "dir/%01"])
          : page(["dir/", "dir/sub/", "dir/a+b", "dir/c%2Bd%26"], "1/a+b="),
      );
    });
    const entries = await collect(opened.list("s3://flyte-data/dir"));
    expect(entries.map(({ name, uri }) => [name, uri])).toEqual([
      ["sub/", "s3://flyte-data/dir/sub/"],
      ["a b", "s3://flyte-data/dir/a b"],
      ["c+d&", "s3://flyte-data/dir/c+d&"],
      ["ü", "s3://flyte-data/dir/ü"],
      ["\u0001", "s3://flyte-data/dir/\u0001"],
    ]);
  });

  test("that break off are asked for again", async () => {
    let answers = 0;
    const opened = await open((_, response) => {
      answers += 1;
      const text = page(["dir/a"]);
      response.setHeader("content-length", text.length);
      if (answers > 1) response.end(text);
      else response.write(text.slice(0, 50), () => response.destroy());
    });
    expect((await collect(opened.list("s3://flyte-data/dir"))).map(({ name }) => name)).toEqual(["a"]);
    expect(answers).toBe(2);
  });

  test("that go in circles are refused", async () => {
    const opened = await open((_, response) => response.end(page(["dir/a"], "again")));
    await expect(collect(opened.list("s3://flyte-data/dir"))).rejects.toMatchObject({
      problems: [{ code: "STORE_RESPONSE_INVALID" }],
    });
    expect(server?.requests.length).toBe(2);
  });
});
