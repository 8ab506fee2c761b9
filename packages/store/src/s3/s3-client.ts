import { Readable } from "node:stream";
import { type Problem, ProblemError } from "@podwright/core";
import type { Dispatcher } from "undici";
import type { BlobSource } from "../blob-store.ts";
import { exactly } from "../exact-size.ts";
import { certificateProblem } from "../tls/certificate-problem.ts";
import type { Trust } from "../tls/trust.ts";
import { watchSource } from "../watch-source.ts";
import { type TryResult, withRetries } from "./retry.ts";
import { isPassing, readS3Failure, type S3Failure, s3Problem } from "./s3-problem.ts";
import type { S3Request, Signer } from "./s3-request.ts";

/** Sends requests to one S3 server until they succeed or cannot. */
export interface S3Client {
  /**
   * A successful answer; its body must be read or dumped.
   * @param options.allow404 - gives the answer of a missing object instead of its problem
   */
  send(request: S3Request, options?: SendOptions): Promise<Dispatcher.ResponseData>;
  /** The text of a successful answer; an answer that breaks off is asked for again. */
  text(request: S3Request, options?: SendOptions): Promise<string>;
  close(): Promise<void>;
}

interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly allow404?: boolean;
}

interface S3ClientInput {
  readonly endpoint: URL;
  readonly trust: Trust;
  readonly sign: Signer;
  readonly dispatcher: Dispatcher;
}

const throttledWaitMs = 500;
const maxErrorBodyBytes = 64 * 1024;

/** @problems every one that a store's answer or connection can be */
export function createS3Client(input: S3ClientInput): S3Client {
  return {
    send: (request, options = {}) => withRetries(() => sendOnce(input, request, options), options.signal),
    text: (request, options = {}) => withRetries(() => textOnce(input, request, options), options.signal),
    close: () => input.dispatcher.destroy(),
  };
}

async function textOnce(input: S3ClientInput, request: S3Request, options: SendOptions): Promise<TryResult<string>> {
  const sent = await sendOnce(input, request, options);
  if (sent.outcome === "again") return sent;
  try {
    return { outcome: "done", value: await sent.value.body.text() };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { outcome: "again", failure: await connectionProblem(error, input, request) };
  }
}

async function sendOnce(
  input: S3ClientInput,
  request: S3Request,
  options: SendOptions,
): Promise<TryResult<Dispatcher.ResponseData>> {
  const { path, headers } = await input.sign(request);
  const watched = request.body && watchSource(request.body);
  let response: Dispatcher.ResponseData;
  try {
    response = await input.dispatcher.request({
      origin: input.endpoint.origin,
      path,
      method: request.method,
      headers,
      body: watched ? bodyOf(watched.source, request.uri, options.signal) : null,
      ...signalOption(options),
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (watched && watched.failures.length > 0) throw watched.failures[0];
    return { outcome: "again", failure: await connectionProblem(error, input, request) };
  }
  if (response.statusCode < 300 || (response.statusCode === 404 && options.allow404)) {
    return { outcome: "done", value: response };
  }
  const failure = await failureOf(response, request, input, options);
  options.signal?.throwIfAborted();
  const problem = s3Problem(failure, request, input.endpoint);
  if (!isPassing(failure)) throw problem;
  const throttled = failure.statusCode === 429 || failure.statusCode === 503;
  return { outcome: "again", failure: problem, ...(throttled && { waitMs: throttledWaitMs }) };
}

function bodyOf({ sizeBytes, open }: BlobSource, uri: string, signal?: AbortSignal): Readable | null {
  return sizeBytes === 0 ? null : Readable.from(exactly(open(), { sizeBytes, uri, signal }), { objectMode: false });
}

/** An answer to HEAD has no body, so the reason is asked for once more by reading one byte. */
async function failureOf(
  response: Dispatcher.ResponseData,
  request: S3Request,
  input: S3ClientInput,
  options: SendOptions,
): Promise<S3Failure> {
  const region = response.headers["x-amz-bucket-region"];
  const failure = await readS3Failure(response.statusCode, await firstText(response.body), String(region ?? ""));
  if (request.method !== "HEAD" || isPassing(failure)) return failure;
  const asGet: S3Request = { ...request, method: "GET", headers: { range: "bytes=0-0" } };
  const { path, headers } = await input.sign(asGet);
  const reason = await input.dispatcher
    .request({ origin: input.endpoint.origin, path, method: "GET", headers, ...signalOption(options) })
    .catch(() => undefined);
  if (reason && reason.statusCode >= 400) return await failureOf(reason, asGet, input, options);
  reason?.body.destroy();
  return failure;
}

/** An error document, as far as it came; a long page is not read to its end. */
async function firstText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxErrorBodyBytes) break;
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(chunks).toString("utf8");
}

function signalOption({ signal }: SendOptions): { readonly signal?: AbortSignal } {
  return signal ? { signal } : {};
}

/** Throws what another try cannot mend: bad certificates and bad sources. */
async function connectionProblem(error: unknown, input: S3ClientInput, request: S3Request): Promise<ProblemError> {
  if (error instanceof ProblemError) throw error;
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== "string") throw error;
  const certificate = await certificateProblem({ error, endpoint: input.endpoint, trust: input.trust });
  if (certificate) throw new ProblemError([certificate], { cause: error });
  return new ProblemError([unreachable(error as NodeJS.ErrnoException, input.endpoint, request)], { cause: error });
}

function unreachable(error: NodeJS.ErrnoException, endpoint: URL, request: S3Request): Problem {
  return {
    code: "STORE_UNREACHABLE",
    what: `no connection to ${endpoint.origin}: ${error.message || error.code}`,
    where: `${request.method} ${request.uri}`,
    fix: reasonOf(error.code, endpoint),
  };
}

function reasonOf(code: string | undefined, endpoint: URL): string {
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
    return "the server does not speak TLS at this port: write the endpoint with http://, or set disable_ssl to true";
  }
  const plain = endpoint.protocol === "http:" && (code === "UND_ERR_SOCKET" || code === "ECONNRESET");
  return `check endpoint in storage.stow.config, and that this machine may connect to it${
    plain ? "; if the server speaks TLS, write it with https:// and leave disable_ssl out" : ""
  }`;
}
