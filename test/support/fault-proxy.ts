import { once } from "node:events";
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { ServerCertificate } from "./certificate-authority.ts";
import { type Break, startTcpRelay, type TcpRelay } from "./tcp-relay.ts";

/** What goes wrong with one request. Bytes are counted from the start of the answer's body unless it says otherwise. */
export type Fault =
  /** This answer, and the store never hears of the request. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Headers;
      readonly body?: string;
    }
  /** The connection breaks in the answer. */
  | { readonly kind: "cut"; readonly afterBytes: number; readonly how: Break }
  /** The connection breaks in the request's body; the store never hears of the request. */
  | { readonly kind: "cut-request"; readonly afterBytes: number; readonly how: Break }
  /** The store does what it was asked, and the connection is reset before its answer. */
  | { readonly kind: "drop-answer" }
  /** The answer stops for ever after so many bytes; without them, it never begins. */
  | { readonly kind: "stall"; readonly afterBytes?: number }
  /** The request's body is read no further, and nothing is answered. */
  | { readonly kind: "stall-request"; readonly afterBytes: number }
  /** Both ways. */
  | { readonly kind: "slow"; readonly bytesPerSecond: number }
  /** Content-Length says so many more than there are, or fewer. */
  | { readonly kind: "wrong-length"; readonly more: number }
  /** One byte is another. */
  | { readonly kind: "corrupt"; readonly atByte: number; readonly headers?: Headers }
  /** The answer has these headers too, and nothing is wrong with it. */
  | { readonly kind: "headers"; readonly headers: Headers };

type Headers = Readonly<Record<string, string>>;

export interface ProxiedRequest {
  readonly method: string;
  /** Decoded, without the query: `/bucket/key`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  /** 1 for the first request of this method to this path and query names, ranges and parts not told apart. */
  readonly nth: number;
  /** When it came, by the clock of `performance`. */
  readonly atMs: number;
}

/** Undefined: the request passes. It may do something first, such as replace the object that is asked for. */
export type FaultScript = (request: ProxiedRequest) => Fault | undefined | Promise<Fault | undefined>;

/** A server on loopback that speaks TLS and passes everything on to another, but for what a script has go wrong. */
export interface FaultProxy {
  /** `https://localhost:PORT` */
  readonly endpoint: string;
  /** Every request so far. */
  readonly requests: readonly ProxiedRequest[];
  /** Breaks connections and refuses them. */
  readonly connections: Pick<TcpRelay, "become" | "breakAll">;
  /** Shown on connections from now on. */
  useCertificate(certificate: ServerCertificate): void;
  close(): void;
}

interface FaultProxyInput {
  /** `http://localhost:PORT`; signatures stay good, for the host passes too. */
  readonly target: string;
  readonly certificate: ServerCertificate;
  readonly script: FaultScript;
}

export async function startFaultProxy({ target, certificate, script }: FaultProxyInput): Promise<FaultProxy> {
  const requests: ProxiedRequest[] = [];
  const agent = new Agent({ keepAlive: true });
  const server = createServer(tlsOptions(certificate), async (incoming, response) => {
    const request = describe(incoming, requests);
    requests.push(request);
    const fault = await script(request);
    const cut = (how: Break) => relay.breakConnection(incoming.socket.remotePort ?? 0, how);
    await answer({ incoming, response, fault, cut, target, agent }).catch(() => response.destroy());
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const relay = await startTcpRelay((server.address() as AddressInfo).port);
  return {
    endpoint: `https://localhost:${relay.port}`,
    requests,
    connections: relay,
    useCertificate: (next) => server.setSecureContext(tlsOptions(next)),
    close: () => {
      relay.close();
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

function tlsOptions({ privateKeyPem, certificatePem }: ServerCertificate) {
  return { key: privateKeyPem, cert: certificatePem };
}

function describe({ method = "", url = "", headers }: IncomingMessage, before: readonly ProxiedRequest[]) {
  const { pathname, searchParams: query } = new URL(url, "http://store");
  const path = decodeURIComponent(pathname);
  const names = [...query.keys()].join();
  const same = before.filter(
    (other) => other.method === method && other.path === path && [...other.query.keys()].join() === names,
  );
  return { method, path, query, headers, nth: same.length + 1, atMs: performance.now() };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: Fault | undefined;
  readonly cut: (how: Break) => void;
  readonly target: string;
  readonly agent: Agent;
}

async function answer(exchange: Exchange): Promise<void> {
  const { incoming, response, fault, cut } = exchange;
  switch (fault?.kind) {
    case "answer":
      await drain(incoming);
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    case "stall-request":
    case "cut-request":
      await readSome(incoming, fault.afterBytes);
      if (fault.kind === "cut-request") cut(fault.how);
      return;
    case "stall":
      if (fault.afterBytes !== undefined) break;
      await drain(incoming);
      return;
  }
  const from = await passOn(exchange);
  if (fault?.kind === "drop-answer") {
    from.resume();
    cut("reset");
    return;
  }
  const length = Number(from.headers["content-length"]) + (fault?.kind === "wrong-length" ? fault.more : 0);
  response.writeHead(from.statusCode ?? 500, {
    ...from.headers,
    ...(fault?.kind === "wrong-length" && { "content-length": length }),
    ...((fault?.kind === "corrupt" || fault?.kind === "headers") && fault.headers),
  });
  await sendBody(from, exchange);
  if (fault?.kind === "wrong-length") {
    await reachClient();
    cut("end");
  }
}

async function passOn({ incoming, fault, target, agent }: Exchange): Promise<IncomingMessage> {
  const { method, url, headers } = incoming;
  const { hostname, port } = new URL(target);
  const onwards = httpRequest({ hostname, port, method, path: url, headers, agent });
  incoming.on("close", () => incoming.complete || onwards.destroy());
  const answered = once(onwards, "response");
  if (fault?.kind !== "slow") incoming.pipe(onwards);
  else {
    // It fails when the client gives its request up.
    const slow = Readable.from(slowly(incoming, fault.bytesPerSecond)).on("error", () => onwards.destroy());
    slow.pipe(onwards);
  }
  return (await answered)[0];
}

async function sendBody(from: IncomingMessage, { response, fault, cut }: Exchange): Promise<void> {
  let seen = 0;
  const write = (chunk: Uint8Array) => new Promise<void>((resolve) => response.write(chunk, () => resolve()));
  const stopAt = fault?.kind === "cut" || fault?.kind === "stall" ? (fault.afterBytes ?? 0) : Number.POSITIVE_INFINITY;
  if (stopAt === 0) response.flushHeaders();
  for await (const chunk of fault?.kind === "slow" ? slowly(from, fault.bytesPerSecond) : chunksOf(from)) {
    if (fault?.kind === "corrupt" && fault.atByte >= seen && fault.atByte < seen + chunk.length) {
      chunk[fault.atByte - seen] = (chunk[fault.atByte - seen] ?? 0) ^ 1;
    }
    if (response.destroyed) return;
    if (stopAt > seen) await write(chunk.subarray(0, stopAt - seen));
    seen += chunk.length;
    if (seen >= stopAt) break;
  }
  if (fault?.kind === "stall") return;
  if (fault?.kind !== "cut") response.end();
  else {
    await reachClient();
    cut(fault.how);
  }
}

async function* chunksOf(message: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of message) yield chunk;
}

async function* slowly(message: IncomingMessage, bytesPerSecond: number): AsyncGenerator<Buffer> {
  for await (const chunk of message) {
    await sleep((1000 * chunk.length) / bytesPerSecond);
    yield chunk;
  }
}

/** What was written passes the relay, which is another turn of this process, before the connection breaks. */
async function reachClient(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await sleep(5);
}

async function drain(incoming: IncomingMessage): Promise<void> {
  for await (const _ of incoming);
}

/** Reads so many bytes, and leaves the rest unread. */
async function readSome(incoming: IncomingMessage, sizeBytes: number): Promise<void> {
  let seen = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    seen += chunk.length;
    if (seen >= sizeBytes) return;
  }
}
