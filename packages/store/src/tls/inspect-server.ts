import { once } from "node:events";
import { connect as connectPlainly, type Socket } from "node:net";
import { connect as connectByTls, type TLSSocket } from "node:tls";
import { type Problem, ProblemError } from "@podwright/core";
import { proxyOf } from "../transport/proxy.ts";
import { proxyUnreachable } from "../transport/proxy-problem.ts";
import { openTunnel } from "../transport/tunnel.ts";
import { certificateProblem } from "./certificate-problem.ts";
import { describeCertificate, oneLine } from "./describe-certificate.ts";
import { reachOptions } from "./reach.ts";
import { fetchServerChain } from "./server-chain.ts";
import type { Trust } from "./trust.ts";
import { verifyingTls } from "./verifying-tls.ts";

export interface InspectServerInput {
  readonly endpoint: URL;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/** A server that was reached, and trusted where it speaks TLS. */
export interface InspectedServer {
  readonly origin: string;
  /** The proxy's scheme, host and port; absent: reached directly. */
  readonly proxy?: string;
  /** As the server sends them, its own first; empty for plain HTTP. */
  readonly chain: readonly InspectedCertificate[];
}

interface InspectedCertificate {
  /** Subject, issuer, validity and, where it has some, the names that it is good for; a line each. */
  readonly lines: readonly string[];
  readonly subject: string;
  readonly validTo: Date;
}

/**
 * Connects to a server as a store's client would, and asks for nothing: no request and no credential goes out.
 * @problems STORE_UNREACHABLE, PROXY_UNREACHABLE, PROXY_REFUSED, STORE_CONFIG_INVALID for a proxy that is none, and those of certificates
 */
export async function inspectServer(input: InspectServerInput): Promise<InspectedServer> {
  const { endpoint, environment } = input;
  const address = proxyOf(endpoint, environment);
  const proxy = address === undefined ? undefined : new URL(address);
  const reached = { origin: endpoint.origin, ...(proxy && { proxy: proxy.origin }) };
  if (endpoint.protocol !== "https:") {
    await knock(input, proxy);
    return { ...reached, chain: [] };
  }
  const tunnel = proxy && (() => openTunnel({ proxy, endpoint, trust: input.trust }));
  const socket = connectByTls({
    ...reachOptions({ endpoint, through: await tunnel?.() }),
    ...verifyingTls(input.trust),
  });
  await established(socket, "secureConnect", input, (error) =>
    certificateProblem({ error, endpoint, trust: input.trust, ...(tunnel && { connect: tunnel }) }),
  );
  const sent = await fetchServerChain({ endpoint, through: await tunnel?.() });
  const chain = sent.map((certificate) => ({
    lines: [
      ...describeCertificate(certificate),
      ...(certificate.subjectAltName ? [`issued for ${certificate.subjectAltName}`] : []),
    ],
    subject: oneLine(certificate.subject),
    validTo: new Date(certificate.validTo),
  }));
  return { ...reached, chain };
}

/** Whether there is anybody at all behind an address of plain HTTP, or its proxy. */
async function knock(input: InspectServerInput, proxy: URL | undefined): Promise<void> {
  const { hostname, port, protocol } = proxy ?? input.endpoint;
  const socket = connectPlainly({
    host: hostname.replaceAll(/[[\]]/g, ""),
    port: Number(port || (protocol === "https:" ? 443 : 80)),
  });
  await established(socket, "connect", input, async (error) =>
    proxy ? proxyUnreachable({ proxy, endpoint: input.endpoint }, error).problems[0] : null,
  );
}

/** Waits for the connection, and ends it. */
async function established(
  socket: Socket | TLSSocket,
  event: "connect" | "secureConnect",
  { endpoint, signal }: InspectServerInput,
  explain: (error: unknown) => Promise<Problem | null>,
): Promise<void> {
  try {
    await once(socket, event, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new ProblemError([(await explain(error)) ?? unreachable(error as NodeJS.ErrnoException, endpoint)], {
      cause: error,
    });
  } finally {
    socket.on("error", () => undefined).destroy();
  }
}

function unreachable(error: NodeJS.ErrnoException, endpoint: URL): Problem {
  const isNoTls = error.code === "ERR_SSL_WRONG_VERSION_NUMBER" || error.code === "ERR_SSL_PACKET_LENGTH_TOO_LONG";
  return {
    code: "STORE_UNREACHABLE",
    what: `no connection to ${endpoint.origin}: ${error.message || error.code}`,
    where: endpoint.origin,
    fix: isNoTls
      ? "the server does not speak TLS at this port: write the endpoint with http://, or set disable_ssl to true"
      : "check endpoint in storage.stow.config, and that this machine may connect to it",
  };
}
