import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import type { RunningServer } from "./start-server.ts";

interface TextRequest {
  readonly method: "PUT" | "POST";
  /** With its query, encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * What a server answers to a request that the store's port has no method for, such as making a bucket.
 * @throws for an answer that is no success, with its text
 */
export async function requestText(
  server: RunningServer,
  { method, path, headers, body }: TextRequest,
): Promise<string> {
  const url = new URL(path, server.endpoint);
  const asked = request(url, { method, headers: { ...headers }, ca: server.caPem, agent: false });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  const answer = await text(response);
  if ((response.statusCode ?? 0) >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${answer}`);
  return answer;
}
