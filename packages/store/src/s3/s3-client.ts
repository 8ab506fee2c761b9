import { ProblemError } from "@podwright/core";
import type { Dispatcher } from "undici";
import type { Trust } from "../tls/trust.ts";
import { createHttpClient, type FailedAnswer, type HttpClient, type Refusal } from "../transport/http-client.ts";
import { isPassing, readS3Failure, s3Problem } from "./s3-problem.ts";
import type { S3Request, Signer } from "./s3-request.ts";

export type S3Client = HttpClient<S3Request>;

interface S3ClientInput {
  readonly endpoint: URL;
  readonly trust: Trust;
  readonly sign: Signer;
  readonly dispatcher: Dispatcher;
}

/** Sends requests to one S3 server until they succeed or cannot. @problems every one that a store can have */
export function createS3Client(input: S3ClientInput): S3Client {
  const client: S3Client = createHttpClient<S3Request>({
    ...input,
    configuredBy: "endpoint in storage.stow.config",
    explain: async (answer, request, signal) => {
      const refusal = await explain(answer, request, input.endpoint);
      return request.method === "HEAD" && !refusal.passing
        ? await reasonOf(client, request, { refusal, signal })
        : refusal;
    },
  });
  return client;
}

async function explain(answer: FailedAnswer, request: S3Request, endpoint: URL): Promise<Refusal> {
  const region = answer.headers["x-amz-bucket-region"];
  const failure = await readS3Failure(answer.statusCode, answer.text, String(region ?? ""));
  return { problem: s3Problem(failure, request, endpoint), passing: isPassing(failure) };
}

/** An answer to HEAD has no body, so the reason is asked for once more by reading one byte. */
async function reasonOf(
  client: S3Client,
  request: S3Request,
  { refusal, signal }: { readonly refusal: Refusal; readonly signal: AbortSignal | undefined },
): Promise<Refusal> {
  try {
    const response = await client.send({ ...request, method: "GET", headers: { range: "bytes=0-0" } }, { signal });
    response.body.drop();
    return refusal;
  } catch (error) {
    signal?.throwIfAborted();
    return error instanceof ProblemError ? { problem: error, passing: false } : refusal;
  }
}
