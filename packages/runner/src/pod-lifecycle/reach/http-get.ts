import type { IncomingMessage } from "node:http";
import type { Container } from "@podwright/core";
import type { RunningContainer } from "../container-runtime.ts";
import { connectionWords } from "./connection-words.ts";
import { resolvePort } from "./resolve-port.ts";

type HttpGetAction = NonNullable<NonNullable<Container["livenessProbe"]>["httpGet"]>;

/** A request that a probe or hook makes of a container. */
export interface HttpGet {
  readonly action: HttpGetAction;
  readonly container: Container;
  readonly dial: RunningContainer["dial"];
  /** Stands in URLs where the action names no host. */
  readonly podIp: string;
  readonly userAgent: string;
  /** Whether redirects to other hosts are followed as well. */
  readonly follows: "same-host" | "all";
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly statusCode: number;
  /** The beginning of it. */
  readonly body: string;
}

const maxRedirects = 10;
/** @source pkg/probe/http/http.go maxRespBodyLength, kubernetes/kubernetes v1.34 */
const maxBodyBytes: number = 10 * 1024;

/**
 * Asks as a kubelet does: no proxy, no verification of certificates, a connection for each request.
 * Rejects with words when there is no answer.
 * @source pkg/probe/http, kubernetes/kubernetes v1.34
 */
export async function httpGet(request: HttpGet): Promise<HttpAnswer> {
  const { action, container, podIp } = request;
  const port = resolvePort(action.port, container);
  if (port === undefined) throw new Error(`couldn't find port: ${action.port}`);
  const scheme = (action.scheme || "http").toLowerCase();
  const path = action.path ?? "";
  const first = place(scheme, action.host || podIp, port, path.startsWith("/") ? path : `/${path}`);
  let at = first;
  for (let redirects = 0; ; redirects++) {
    const { answer, location } = await ask(request, at);
    const next = location === undefined ? undefined : redirected(at, location);
    if (!next || (request.follows === "same-host" && next.host !== first.host)) return answer;
    if (redirects + 1 >= maxRedirects) throw new Error(`Get "${next.url}": stopped after ${maxRedirects} redirects`);
    at = next;
  }
}

interface Place {
  readonly url: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function place(scheme: string, host: string, port: number, path: string): Place {
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return { url: `${scheme}://${authority}${path}`, scheme, host, port, path };
}

function redirected(from: Place, location: string): Place | undefined {
  const url = URL.parse(location, from.url);
  if (!url) return undefined;
  const scheme = url.protocol.replace(":", "");
  const port = Number(url.port) || (scheme === "https" ? 443 : 80);
  return place(scheme, url.hostname.replace(/^\[|\]$/g, ""), port, `${url.pathname}${url.search}`);
}

async function ask(
  request: HttpGet,
  at: Place,
): Promise<{ readonly answer: HttpAnswer; readonly location: string | undefined }> {
  const { action, podIp, signal } = request;
  const [{ request: send }, { connect }] = await Promise.all([import("node:http"), import("node:tls")]);
  const failed = (words: string): Error => new Error(`Get "${at.url}": ${words}`);
  const socket = await request
    .dial(at.port, at.host === podIp && !action.host ? undefined : at.host, signal)
    .catch((error: unknown) => Promise.reject(failed(connectionWords(`${at.host}:${at.port}`, error, signal))));
  const close = (): void => void socket.destroy();
  signal.addEventListener("abort", close, { once: true });
  if (signal.aborted) close();
  try {
    const stream = at.scheme === "https" ? connect({ socket, rejectUnauthorized: false }) : socket;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      socket.on("error", reject);
      send({ createConnection: () => stream as never, path: at.path, headers: headersOf(request, at) }, resolve)
        .on("error", reject)
        .end();
    });
    const body = await beginningOf(answer);
    const location = redirectStatus.has(answer.statusCode ?? 0) ? answer.headers.location : undefined;
    return { answer: { statusCode: answer.statusCode ?? 0, body }, location };
  } catch (error) {
    throw failed(signal.aborted ? "context deadline exceeded (Client.Timeout exceeded)" : answerWords(error, at));
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

const redirectStatus: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** @source pkg/probe/http/request.go newProbeRequest, kubernetes/kubernetes v1.34 */
function headersOf({ action, userAgent }: HttpGet, at: Place): Record<string, string | string[]> {
  const headers = new Map<string, string[]>([
    ["host", [at.url.split("/")[2] ?? ""]],
    ["user-agent", [userAgent]],
    ["accept", ["*/*"]],
    ["connection", ["close"]],
  ]);
  const own = Map.groupBy(action.httpHeaders ?? [], ({ name }) => name.toLowerCase());
  for (const [name, values] of own)
    headers.set(
      name,
      values.map(({ value }) => value),
    );
  if (headers.get("accept")?.[0] === "") headers.delete("accept");
  return Object.fromEntries(
    [...headers].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]),
  );
}

async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= maxBodyBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBodyBytes).toString();
}

function answerWords(error: unknown, { scheme }: Place): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (scheme === "https" && /wrong version number|packet length too long/.test(message)) return plainAnswer;
  return code === "ECONNRESET" ? "EOF" : message;
}

/** What a server said that speaks no TLS. */
export const plainAnswer = "http: server gave HTTP response to HTTPS client";
