import type { Readable } from "node:stream";
import type { ProblemError } from "@podwright/core";
import type { Dispatcher } from "undici";
import type { BlobSource } from "../blob-store.ts";
import type { Trust } from "../tls/trust.ts";
import { watchSource } from "../watch-source.ts";
import type { Answer } from "./answer.ts";
import { connectionProblem } from "./connection-problem.ts";
import { exchange } from "./exchange.ts";
import { type TryResult, withRetries } from "./retry.ts";
import { retryAfterMs } from "./retry-after.ts";
import { streamBody } from "./stream-body.ts";

/** What every store's requests have; each adds what its own signature needs. */
export interface BaseRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** What the request is about, for problems. */
  readonly uri: string;
  /** Bytes are sent as they are; a source is opened anew for each try. */
  readonly body?: Uint8Array | BlobSource;
}

/** A request as it goes over the wire. */
export interface WireRequest {
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer with its text. */
interface WholeAnswer extends Pick<Answer, "statusCode" | "headers"> {
  readonly text: string;
}

/** An answer that is no success, with its text as far as it was read. */
export type FailedAnswer = WholeAnswer;

export interface Refusal {
  readonly problem: ProblemError;
  /** Whether the same request may succeed a moment later. */
  readonly passing: boolean;
}

/** Sends requests to one server until they succeed or cannot. */
export interface HttpClient<R extends BaseRequest> {
  /** A successful answer; its body must be read or dumped. */
  send(request: R, options?: SendOptions): Promise<Answer>;
  /** The text of a successful answer; an answer that breaks off is asked for again. */
  text(request: R, options?: SendOptions): Promise<string>;
  /** The same with its status and headers. */
  whole(request: R, options?: SendOptions): Promise<WholeAnswer>;
  close(): Promise<void>;
}

interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** Answers that count as success beside those under 300. */
  readonly accept?: readonly number[];
  /** As in WriteOptions. */
  readonly onSent?: ((sizeBytes: number) => void) | undefined;
}

interface HttpClientInput<R extends BaseRequest> {
  readonly endpoint: URL;
  readonly trust: Trust;
  readonly dispatcher: Dispatcher;
  /** Where the endpoint is written, for problems: "endpoint in storage.stow.config". */
  readonly configuredBy: string;
  /** Completes a request for this moment; called again for each try. */
  readonly sign: (request: R) => Promise<WireRequest>;
  /** What a failed answer means. */
  readonly explain: (answer: FailedAnswer, request: R, signal?: AbortSignal) => Refusal | Promise<Refusal>;
}

const throttledWaitMs = 500;
const maxErrorBodyBytes = 64 * 1024;

/** @problems every one that a store's answer or connection can be */
export function createHttpClient<R extends BaseRequest>(input: HttpClientInput<R>): HttpClient<R> {
  return {
    send: (request, options = {}) => withRetries(() => sendOnce(input, request, options), options.signal),
    text: async (request, options = {}) =>
      (await withRetries(() => wholeOnce(input, request, options), options.signal)).text,
    whole: (request, options = {}) => withRetries(() => wholeOnce(input, request, options), options.signal),
    close: () => input.dispatcher.destroy(),
  };
}

async function wholeOnce<R extends BaseRequest>(
  input: HttpClientInput<R>,
  request: R,
  options: SendOptions,
): Promise<TryResult<WholeAnswer>> {
  const sent = countSent(options.onSent);
  const answered = await sendOnce(input, request, { ...options, onSent: sent.count });
  if (answered.outcome === "again") return answered;
  const { statusCode, headers, body } = answered.value;
  try {
    return { outcome: "done", value: { statusCode, headers, text: await body.text() } };
  } catch (error) {
    sent.takeBack();
    options.signal?.throwIfAborted();
    return { outcome: "again", failure: await connectionProblem({ ...input, error, request }) };
  }
}

async function sendOnce<R extends BaseRequest>(
  input: HttpClientInput<R>,
  request: R,
  { signal, accept = [], onSent }: SendOptions,
): Promise<TryResult<Answer>> {
  const { path, headers } = await input.sign(request);
  const sent = countSent(onSent);
  const { body, failures } = bodyOf(request, sent.count, signal);
  const { endpoint, dispatcher } = input;
  let response: Answer;
  try {
    const { method } = request;
    response = await exchange(dispatcher, { origin: endpoint.origin, path, method, headers, body }, signal);
  } catch (error) {
    sent.takeBack();
    signal?.throwIfAborted();
    if (failures.length > 0) throw failures[0];
    return { outcome: "again", failure: await connectionProblem({ ...input, error, request }) };
  }
  const { statusCode } = response;
  if (statusCode < 300 || accept.includes(statusCode)) {
    if (body instanceof Uint8Array) sent.count(body.byteLength);
    return { outcome: "done", value: response };
  }
  sent.takeBack();
  const text = await response.body.text(maxErrorBodyBytes).catch(() => ""); // The status says enough.
  signal?.throwIfAborted();
  const { problem, passing } = await input.explain({ statusCode, headers: response.headers, text }, request, signal);
  if (!passing) throw problem;
  const waitMs = statusCode === 429 || statusCode === 503 ? throttledWaitMs : undefined;
  const atLeastMs = retryAfterMs(response.headers["retry-after"]);
  return { outcome: "again", failure: problem, ...(waitMs && { waitMs }), ...(atLeastMs && { atLeastMs }) };
}

interface OpenedBody {
  readonly body: Uint8Array | Readable | null;
  /** What the source threw itself. */
  readonly failures: readonly unknown[];
}

function bodyOf({ body, uri }: BaseRequest, onSent: (sizeBytes: number) => void, signal?: AbortSignal): OpenedBody {
  if (body === undefined) return { body: null, failures: [] };
  if (body instanceof Uint8Array) return { body, failures: [] };
  const { source, failures } = watchSource(body, onSent);
  return { body: streamBody(source, uri, signal), failures };
}

/** Counts what one try sends, and takes it back when the try was in vain. */
function countSent(onSent: ((sizeBytes: number) => void) | undefined) {
  let sentBytes = 0;
  return {
    count: (sizeBytes: number) => {
      sentBytes += sizeBytes;
      onSent?.(sizeBytes);
    },
    takeBack: () => {
      if (sentBytes > 0) onSent?.(-sentBytes);
      sentBytes = 0;
    },
  };
}
