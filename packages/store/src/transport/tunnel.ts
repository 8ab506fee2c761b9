import type { IncomingMessage } from "node:http";
import { isIP, type Socket } from "node:net";
import { ProblemError } from "@podwright/core";
import { certificateProblem } from "../tls/certificate-problem.ts";
import type { Trust } from "../tls/trust.ts";
import { verifyingTls } from "../tls/verifying-tls.ts";
import { proxyRefusal, proxyUnreachable } from "./proxy-problem.ts";

export interface TunnelInput {
  /** http or https, with credentials where it wants them. */
  readonly proxy: URL;
  /** What is at the other end. */
  readonly endpoint: URL;
  /** For a proxy that is reached over TLS. */
  readonly trust: Trust;
}

const timeoutMs = 10_000;

/**
 * A connection to an endpoint through a proxy, by CONNECT; TLS to the endpoint itself is the caller's to begin.
 * @problems PROXY_REFUSED, PROXY_UNREACHABLE, STORE_UNREACHABLE; of a proxy over TLS, those of its certificate
 * @source golang.org/x/net/http/httpproxy and Go net/http Transport.dialConn, go 1.24
 */
export async function openTunnel({ proxy, endpoint, trust }: TunnelInput): Promise<Socket> {
  const { request } = await (proxy.protocol === "https:" ? import("node:https") : import("node:http"));
  const target = `${endpoint.hostname}:${endpoint.port || (endpoint.protocol === "https:" ? "443" : "80")}`;
  const host = proxy.hostname.replaceAll(/[[\]]/g, "");
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const connecting = request({
    method: "CONNECT",
    host,
    port: proxy.port,
    path: target,
    headers: { host: target, ...proxyAuthorization(proxy) },
    agent: false,
    timeout: timeoutMs,
    // Node would take the name to verify from the Host header, which names the endpoint.
    ...(proxy.protocol === "https:" && { ...verifyingTls(trust), servername: isIP(host) === 0 ? host : "" }),
  });
  connecting.once("connect", (answer: IncomingMessage, socket: Socket) => {
    socket.setTimeout(0);
    if (answer.statusCode === 200) return resolve(socket);
    socket.on("error", () => undefined).destroy();
    reject(proxyRefusal({ proxy, endpoint }, answer.statusCode ?? 0));
  });
  connecting.once("timeout", () => connecting.destroy(new Error(`no answer in ${timeoutMs / 1000} s`)));
  connecting.once("error", async (error) => {
    const certificate = await certificateProblem({ error, endpoint: proxy, trust });
    reject(
      certificate ? new ProblemError([certificate], { cause: error }) : proxyUnreachable({ proxy, endpoint }, error),
    );
  });
  connecting.end();
  return await promise;
}

/** What a proxy knows us by; nothing when its address names no user. */
export function proxyAuthorization({ username, password }: URL): { readonly "proxy-authorization"?: string } {
  if (username === "") return {};
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(user).toString("base64")}` };
}
