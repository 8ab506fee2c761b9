import type { X509Certificate } from "node:crypto";
import { connect, createSecureContext } from "node:tls";
import { type Reach, reachOptions } from "./reach.ts";

const handshakeTimeoutMs = 5_000;
/** Longer chains are not told. */
const maxCertificates = 10;

/**
 * Asks a server that was found untrustworthy for its certificates, only to say what is wrong with them: the connection
 * ends with the handshake, and no request and no credential goes over it.
 * @returns as the server sent them, its own first; none when it does not answer
 */
export function fetchServerChain(reach: Reach): Promise<readonly X509Certificate[]> {
  const { promise, resolve } = Promise.withResolvers<readonly X509Certificate[]>();
  const socket = connect({
    ...reachOptions(reach),
    // No CAs at all, so that none stands among what the server sent.
    secureContext: createSecureContext({ ca: [] }),
    rejectUnauthorized: false,
    timeout: handshakeTimeoutMs,
  });
  socket.once("secureConnect", () => {
    resolve(chainFrom(socket.getPeerX509Certificate()));
    socket.destroy();
  });
  socket.once("timeout", () => socket.destroy());
  socket.once("error", () => resolve([]));
  socket.once("close", () => resolve([]));
  return promise;
}

function chainFrom(own: X509Certificate | undefined): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let next = own; next && chain.length < maxCertificates; next = next.issuerCertificate) {
    if (next.fingerprint256 === chain.at(-1)?.fingerprint256) break;
    chain.push(next);
  }
  return chain;
}
