import { ProblemError } from "@podwright/core";
import type { Dispatcher } from "undici";
import type { S3Client } from "./s3-client.ts";
import type { S3Request } from "./s3-request.ts";

interface ResumingBody {
  readonly client: S3Client;
  readonly request: S3Request;
  /** The answer to that request. */
  readonly response: Dispatcher.ResponseData;
  readonly sizeBytes: number;
  readonly signal?: AbortSignal | undefined;
}

const maxBreaks = 3;

/**
 * The bytes of an object. A connection that breaks is taken up again where it broke, if the object is still the same;
 * three breaks without a byte in between end it.
 * @problems BLOB_INCOMPLETE
 */
export async function* resumingBody(input: ResumingBody): AsyncGenerator<Uint8Array, void, undefined> {
  const { sizeBytes, signal } = input;
  let { response } = input;
  let seenBytes = 0;
  for (let breaks = 0; ; response = await resume(input, seenBytes)) {
    let broken: unknown;
    try {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        seenBytes += chunk.byteLength;
        breaks = 0;
        yield chunk;
      }
    } catch (error) {
      broken = error;
    }
    signal?.throwIfAborted();
    if (seenBytes === sizeBytes) return;
    breaks += 1;
    if (breaks === maxBreaks || seenBytes > sizeBytes) throw incomplete(input, seenBytes, broken);
  }
}

async function resume(input: ResumingBody, seenBytes: number): Promise<Dispatcher.ResponseData> {
  const { etag } = input.response.headers;
  const headers = { range: `bytes=${seenBytes}-`, ...(typeof etag === "string" && { "if-match": etag }) };
  const response = await input.client.send({ ...input.request, headers }, { signal: input.signal });
  const range = `bytes ${seenBytes}-${input.sizeBytes - 1}/${input.sizeBytes}`;
  if (response.statusCode === 206 && response.headers["content-range"] === range) return response;
  response.body.destroy();
  throw incomplete(input, seenBytes, new Error("the store did not give the rest"));
}

function incomplete({ request, sizeBytes }: ResumingBody, seenBytes: number, cause: unknown): ProblemError {
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  return new ProblemError(
    [
      {
        code: "BLOB_INCOMPLETE",
        what: `${request.uri} has ${sizeBytes} bytes, and ${seenBytes} came before its transfer broke${reason}`,
        fix: "try again; if it stays so, look at the store's log and at what stands between it and this machine",
      },
    ],
    { cause },
  );
}
