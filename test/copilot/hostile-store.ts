import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An S3 server that lists whatever keys it is told: real ones on a file system cannot hold them. */
export interface HostileStore {
  readonly endpoint: string;
  /** What was written, by path. */
  readonly written: ReadonlyMap<string, Buffer>;
  close(): void;
}

/**
 * @param blobs - by path, `/bucket/key`; any other path has the content `planted`
 * @param keys - what every listing answers
 */
export async function startHostileStore(
  blobs: Readonly<Record<string, Uint8Array>>,
  keys: readonly string[],
): Promise<HostileStore> {
  const written = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
    if (request.method === "PUT") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      written.set(path, Buffer.concat(chunks));
      response.end();
    } else if (request.url?.includes("list-type=2")) {
      const contents = keys.map((key) => `<Contents><Key>${encodeURIComponent(key)}</Key><Size>7</Size></Contents>`);
      response.setHeader("content-type", "application/xml");
      response.end(
        `<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>${contents.join("")}</ListBucketResult>`,
      );
    } else {
      const body = Buffer.from(blobs[path] ?? "planted");
      response.setHeader("content-length", body.length);
      response.end(request.method === "HEAD" ? undefined : body);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    written,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
