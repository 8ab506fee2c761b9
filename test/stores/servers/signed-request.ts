import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import aws4 from "aws4";

interface SignedServer {
  readonly endpoint: string;
  readonly caPem: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface SignedRequest {
  readonly method: "PUT" | "POST" | "DELETE";
  /** With its query, encoded. */
  readonly path: string;
  /** Default: s3. */
  readonly service?: "s3" | "sts";
  readonly body?: string;
}

/** A request that the store's port has no method for: making a bucket, asking for temporary credentials. Gives the answer's text. */
export async function signedRequest(server: SignedServer, { service = "s3", ...rest }: SignedRequest): Promise<string> {
  const url = new URL(rest.path, server.endpoint);
  const form = service === "sts" && { "content-type": "application/x-www-form-urlencoded" };
  const signed = aws4.sign(
    { ...rest, service, region: "us-east-1", host: url.host, headers: { ...form } },
    { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
  );
  const headers = signed.headers as Record<string, string>;
  const asked = request(url, { method: rest.method, headers, ca: server.caPem, agent: false });
  asked.end(rest.body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  const body = await text(response);
  if ((response.statusCode ?? 0) >= 300) throw new Error(`${rest.method} ${rest.path}: ${response.statusCode} ${body}`);
  return body;
}
