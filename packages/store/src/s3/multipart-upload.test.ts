import type { IncomingMessage } from "node:http";
import { afterEach, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer } from "../../../../test/support/scripted-server.ts";
import type { BlobStore } from "../blob-store.ts";
import { bytesSource } from "../bytes-source.ts";
import { openS3Store } from "./s3-store.ts";

let server: ScriptedServer;
let store: BlobStore;
afterEach(async () => {
  await store.close();
  server.close();
});

/** An S3 server that says, or does not say, that it knows checksums of whole objects. */
async function upload(checksumType: string | undefined): Promise<IncomingMessage | undefined> {
  server = await startScriptedServer((request, response) => {
    request.resume().on("end", () => {
      if (request.url?.includes("?uploads")) {
        if (checksumType) response.setHeader("x-amz-checksum-type", checksumType);
        response.end("<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
      } else if (request.method === "PUT") response.setHeader("etag", '"part"').end();
      else response.end("<CompleteMultipartUploadResult/>");
    });
  });
  store = openS3Store({
    config: { endpoint: server.endpoint, access_key_id: "someone", secret_key: "secret" },
    environment: {},
    trust: { certificates: [], searched: [] },
  });
  await store.write("s3://flyte-data/large", bytesSource(new Uint8Array(20 * 1024 * 1024)));
  return server.requests.find(({ method, url }) => method === "POST" && url?.includes("uploadId"));
}

test("gives the checksum of the whole to a server that knows it", async () => {
  const completion = await upload("FULL_OBJECT");
  expect(completion?.headers).toMatchObject({
    "x-amz-checksum-crc32": "OHc0Fw==",
    "x-amz-checksum-type": "FULL_OBJECT",
  });
});

test.each([undefined, "COMPOSITE"])("gives none to a server that says %s of it", async (checksumType) => {
  const completion = await upload(checksumType);
  expect(completion?.headers).not.toHaveProperty("x-amz-checksum-crc32");
  const parts = server.requests.filter(({ method }) => method === "PUT");
  expect(parts.map(({ headers }) => headers["x-amz-checksum-crc32"])).toHaveLength(2);
});
