import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent, createServer, request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";
import { createCertificateAuthority } from "../../support/certificate-authority.ts";
import type { Cluster } from "../cluster.ts";

/** What becomes of one request; undefined: it passes. */
export type ApiFault =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: object;
    }
  /** As the API server ends an answer whose other side has broken off: well. */
  | { readonly kind: "end"; readonly afterBytes: number }
  /** The connection breaks. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** Nothing is answered any more after so many bytes. */
  | { readonly kind: "stall"; readonly afterBytes: number }
  /** The server does what it was asked; its answer is lost. */
  | { readonly kind: "lose-answer"; readonly whenDone?: () => void }
  /** The server is asked only once something else has happened. */
  | { readonly kind: "wait"; readonly until: Promise<unknown> };

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface ApiProxy {
  /** As whom the cluster's own token says, through the proxy. */
  readonly kubeconfig: string;
  readonly requests: readonly ApiRequest[];
  /** Breaks every connection that stands. */
  breakAll(): void;
}

/** An API server whose answers go wrong as a test says: the real one stands behind it. It ends with the test. */
export async function startApiProxy(
  cluster: Cluster,
  token: string,
  script: (request: ApiRequest) => ApiFault | undefined,
): Promise<ApiProxy> {
  const authority = await createCertificateAuthority("Proxy CA");
  const { certificatePem, privateKeyPem } = await authority.issue({ commonName: "proxy", hosts: ["localhost"] });
  const agent = new Agent({ ca: cluster.caPem, keepAlive: true });
  const requests: ApiRequest[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer({ cert: certificatePem, key: privateKeyPem }, (request, response) => {
    const url = new URL(request.url ?? "", "https://localhost");
    const asked = { method: request.method ?? "", path: url.pathname, query: url.searchParams };
    requests.push(asked);
    pass({ request, response, fault: script(asked), cluster, agent }).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    breakAll();
    server.close();
    agent.destroy();
  });
  const { port } = server.address() as AddressInfo;
  const kubeconfig = join(cluster.folder, `proxy-${port}.kubeconfig`);
  const ca = Buffer.from(authority.certificatePem).toString("base64");
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: "proxy", cluster: { server: `https://localhost:${port}`, "certificate-authority-data": ca } }],
      users: [{ name: "user", user: { token } }],
      contexts: [{ name: "proxy", context: { cluster: "proxy", user: "user" } }],
      "current-context": "proxy",
    }),
  );
  return { kubeconfig, requests, breakAll };
}

/** The token that stands in a kubeconfig of `kubeconfigFor`. */
export function tokenIn(kubeconfig: string): string {
  const [, token = ""] = /"token": "(.*)"/.exec(readFileSync(kubeconfig, "utf8")) ?? [];
  return token;
}

interface Passed {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: ApiFault | undefined;
  readonly cluster: Cluster;
  readonly agent: Agent;
}

async function pass({ request, response, fault, cluster, agent }: Passed): Promise<void> {
  if (fault?.kind === "answer") {
    response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
    return void response.end(
      `${JSON.stringify(fault.body ?? { kind: "Status", code: fault.status, message: "by the test" })}\n`,
    );
  }
  if (fault?.kind === "wait") {
    await fault.until;
    return await pass({ request, response, fault: undefined, cluster, agent });
  }
  const behind = httpsRequest(new URL(request.url ?? "", cluster.server), {
    method: request.method,
    headers: { ...request.headers, host: new URL(cluster.server).host },
    agent,
  });
  behind.on("error", () => response.destroy());
  response.on("close", () => behind.destroy());
  request.pipe(behind);
  const [answer] = (await once(behind, "response").catch(() => [])) as [IncomingMessage?];
  if (!answer) return;
  if (fault?.kind === "lose-answer") {
    answer.resume();
    return void answer.on("end", () => {
      fault.whenDone?.();
      response.destroy();
    });
  }
  const { "content-length": _, ...headers } = answer.headers;
  response.writeHead(answer.statusCode ?? 500, fault ? headers : answer.headers);
  response.flushHeaders();
  if (fault?.kind === "end" && fault.afterBytes === 0) {
    answer.destroy();
    return void response.end();
  }
  let left = fault ? fault.afterBytes : Number.POSITIVE_INFINITY;
  answer.on("error", () => response.destroy());
  answer.on("end", () => response.end());
  answer.on("data", (chunk: Buffer) => {
    if (left <= 0) return;
    response.write(chunk.subarray(0, Math.min(left, chunk.length)));
    left -= chunk.length;
    if (left > 0) return;
    if (fault?.kind === "end") response.end();
    if (fault?.kind === "cut") setTimeout(() => response.destroy(), 20);
  });
}
