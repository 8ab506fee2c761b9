import { isIP } from "node:net";
import { connect } from "node:tls";

/** What a server shows of itself, as far as problems tell it. */
export interface PeerCertificate {
  /** On one line, such as `O=Example, CN=Example Root CA`. */
  readonly subject: string;
  readonly issuer: string;
  /** As OpenSSL writes dates: `Nov 23 18:37:00 2026 GMT`. */
  readonly validFrom: string;
  readonly validTo: string;
  /** `DNS:localhost, IP Address:127.0.0.1`; empty when it names no host. */
  readonly hosts: string;
}

const handshakeTimeoutMs = 5_000;

/**
 * Asks a server that was found untrustworthy for its certificate, only to say what is wrong with it: the connection
 * ends with the handshake, and no request and no credential goes over it. Null when the server does not answer.
 */
export function fetchPeerCertificate(endpoint: URL): Promise<PeerCertificate | null> {
  const host = endpoint.hostname.replaceAll(/[[\]]/g, "");
  const { promise, resolve } = Promise.withResolvers<PeerCertificate | null>();
  const socket = connect({
    host,
    port: Number(endpoint.port || 443),
    ...(isIP(host) === 0 && { servername: host }),
    rejectUnauthorized: false,
    timeout: handshakeTimeoutMs,
  });
  socket.once("secureConnect", () => {
    const certificate = socket.getPeerX509Certificate();
    resolve(
      certificate
        ? {
            subject: oneLine(certificate.subject),
            issuer: oneLine(certificate.issuer),
            validFrom: certificate.validFrom,
            validTo: certificate.validTo,
            hosts: certificate.subjectAltName ?? "",
          }
        : null,
    );
    socket.destroy();
  });
  socket.once("timeout", () => socket.destroy());
  socket.once("error", () => resolve(null));
  socket.once("close", () => resolve(null));
  return promise;
}

function oneLine(name: string): string {
  return name.trim().replaceAll("\n", ", ") || "(empty)";
}
