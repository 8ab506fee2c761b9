import { X509Certificate } from "node:crypto";
import type { Trust } from "@podwright/store";
import type { Dispatcher } from "undici";
import { answerProblem, type ServerStatus } from "./answer-problem.ts";
import { backOff } from "./back-off.ts";
import { ClusterError } from "./cluster-error.ts";
import { connectionProblem, whereOf } from "./connection-problem.ts";
import { type Credentials, credentialSource } from "./credentials.ts";
import type { Kubeconfig } from "./kubeconfig.ts";
import type { Environment } from "./kubeconfig-files.ts";
import { openTransport } from "./transport.ts";

export interface ClusterRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
  readonly contentType?: string;
  /** Default: `application/json`. */
  readonly accept?: string;
  /** What is asked, in the words of RBAC. */
  readonly verb: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly signal?: AbortSignal | undefined;
  /** A server that is silent for so long is given up, before its answer and within it. Default: half a minute. */
  readonly silenceMs?: number;
}

interface Answer {
  text(): Promise<string>;
  /** Rejects with ClusterError when it breaks off. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface Requests {
  /** One try. */
  once(request: ClusterRequest): Promise<Answer>;
  /** Up to four tries within a few seconds, and the whole answer. */
  whole(request: ClusterRequest): Promise<string>;
  close(): Promise<void>;
}

const maxTries = 4;
const silenceMs = 30_000;
/** A Status is small; what is no Status need not be read. */
const maxStatusBytes = 1024 * 1024;

/** Requests to one cluster, each with the credentials of its moment. */
export function openRequests(kubeconfig: Kubeconfig, trust: Trust, environment: Environment): Requests {
  const ask = credentialSource(kubeconfig);
  const transports = new Map<string, Promise<Dispatcher>>();
  const transportOf = (credentials: Credentials): Promise<Dispatcher> => {
    const key = `${credentials.certificatePem}${credentials.privateKeyPem}`;
    const open = transports.get(key) ?? openTransport({ kubeconfig, credentials, trust, environment });
    transports.set(key, open);
    return open;
  };
  const dispatch = async (request: ClusterRequest, credentials: Credentials): Promise<Dispatcher.ResponseData> => {
    request.signal?.throwIfAborted();
    try {
      const transport = await transportOf(credentials);
      return await transport.request({
        origin: new URL(kubeconfig.cluster.server).origin,
        path: pathOf(request, kubeconfig),
        method: request.method,
        headers: {
          accept: request.accept ?? "application/json",
          "user-agent": "podwright",
          ...credentials.headers,
          ...(request.body && { "content-type": request.contentType ?? "application/json" }),
        },
        ...(request.body && { body: JSON.stringify(request.body) }),
        ...(request.signal && { signal: request.signal }),
        headersTimeout: silenceMs,
        bodyTimeout: request.silenceMs ?? silenceMs,
      });
    } catch (error) {
      request.signal?.throwIfAborted();
      throw await connectionProblem(error, kubeconfig, trust);
    }
  };
  const once = async (request: ClusterRequest): Promise<Answer> => {
    const { signal } = request;
    let credentials = await ask({ fresh: false, signal });
    let response = await dispatch(request, credentials);
    if (response.statusCode === 401) {
      await response.body.dump();
      credentials = await ask({ fresh: true, signal });
      response = await dispatch(request, credentials);
    }
    if (response.statusCode >= 300) throw await refusal(response, request, { kubeconfig, credentials });
    const broken = async (error: unknown): Promise<unknown> => {
      signal?.throwIfAborted();
      return await connectionProblem(error, kubeconfig, trust);
    };
    const chunks = guarded(response.body, broken);
    return { chunks, text: () => textOf(chunks) };
  };
  const whole = async (request: ClusterRequest): Promise<string> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await (await once(request)).text();
      } catch (error) {
        if (!(error instanceof ClusterError) || tries === maxTries || !mayTryAgain(error, request)) throw error;
        await backOff(tries, error.retryAfterMs, request.signal);
        request.signal?.throwIfAborted();
      }
    }
  };
  const close = async (): Promise<void> => {
    const open = await Promise.allSettled(transports.values());
    await Promise.all(open.flatMap((result) => (result.status === "fulfilled" ? [result.value.destroy()] : [])));
  };
  return { once, whole, close };
}

/** What creates something is tried again only where it was not taken. */
function mayTryAgain({ transient, statusCode, cause }: ClusterError, { method }: ClusterRequest): boolean {
  if (!transient || method !== "POST") return transient;
  if (statusCode !== undefined) return statusCode === 429 || statusCode === 503;
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/.test(
    String((cause as NodeJS.ErrnoException | undefined)?.code),
  );
}

function pathOf({ path, query = {} }: ClusterRequest, { cluster }: Kubeconfig): string {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as [string, string]],
  );
  const search = new URLSearchParams(given).toString();
  return `${new URL(cluster.server).pathname.replace(/\/$/, "")}${path}${search && `?${search}`}`;
}

async function refusal(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { verb, resource, namespace, body: object }: ClusterRequest,
  { kubeconfig, credentials }: { readonly kubeconfig: Kubeconfig; readonly credentials: Credentials },
): Promise<ClusterError> {
  const text = await readBounded(body);
  const problems = answerProblem({
    statusCode,
    status: statusOf(text),
    verb,
    resource,
    ...(namespace !== undefined && { namespace }),
    ...(object && { object }),
    where: whereOf(kubeconfig),
    credentials: () => expiry(credentials),
  });
  const seconds = Number(headers["retry-after"]);
  return new ClusterError(problems, {
    transient: statusCode === 429 || statusCode >= 500,
    statusCode,
    ...(seconds > 0 && { retryAfterMs: Math.min(seconds, 30) * 1000 }),
  });
}

function statusOf(text: string): ServerStatus {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // Not the API server's: a proxy's page, perhaps.
  }
  return { message: text.replaceAll(/\s+/g, " ").slice(0, 200) };
}

/** Why credentials may have been refused: nothing is said of what they are. */
function expiry({ headers, certificatePem }: Credentials): string | undefined {
  const [, payload] = /^Bearer [^.]+\.([^.]+)\.[^.]+$/.exec(String(headers.authorization ?? "")) ?? [];
  const until = payload === undefined ? Number.NaN : expiryOfToken(payload);
  if (until < Date.now()) return `the token expired at ${new Date(until).toISOString()}`;
  if (certificatePem === undefined) return undefined;
  const { validToDate } = new X509Certificate(certificatePem);
  return validToDate.getTime() < Date.now()
    ? `the client certificate expired at ${validToDate.toISOString()}`
    : undefined;
}

/** In milliseconds; NaN when it says nothing. */
function expiryOfToken(payload: string): number {
  try {
    return Number((JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { exp?: number }).exp) * 1000;
  } catch {
    return Number.NaN;
  }
}

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxStatusBytes) break;
    }
  } catch {
    // What came says enough.
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function* guarded(
  body: AsyncIterable<Uint8Array>,
  broken: (error: unknown) => Promise<unknown>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    throw await broken(error);
  }
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString("utf8");
}
