import { X509Certificate } from "node:crypto";
import type { Problem } from "@podwright/core";
import { describeCertificate } from "./describe-certificate.ts";
import type { Trust } from "./trust.ts";

/** What TLS servers say when no certificate came. @source RFC 8446, 6.2; RFC 5246, 7.2.2; OpenSSL's names of alerts */
const noneCame = new Set(["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"]);
/** What they say of one that came, or for want of one before TLS 1.3. */
const notTaken = new Set([
  "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE",
  "ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE",
  "ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
  "ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED",
  "ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED",
  "ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED",
  "ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN",
  "ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN",
  "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
  "ERR_SSL_TLSV1_ALERT_ACCESS_DENIED",
]);

/** What a server's alert about our certificate means; null for any other error. @param code - Node's */
export function clientCertificateProblem(code: string, endpoint: URL, { identity }: Trust): Problem | null {
  if (!noneCame.has(code) && !notTaken.has(code)) return null;
  const said = code
    .replace(/^ERR_SSL_/, "")
    .replaceAll("_", " ")
    .toLowerCase();
  if (!identity) {
    return {
      code: "CLIENT_CERTIFICATE_REQUIRED",
      what: `${endpoint.origin} ends the TLS handshake: it wants a client certificate, and none is configured (${said})`,
      where: endpoint.origin,
      fix: "mount a client certificate and its key, and name them in client_cert_path and client_key_path of the store's config",
    };
  }
  return {
    code: "CLIENT_CERTIFICATE_REFUSED",
    what: [
      `${endpoint.origin} does not accept the client certificate of client_cert_path`,
      ...describeCertificate(new X509Certificate(identity.certificatePem)),
      `(${said})`,
    ].join("\n"),
    where: endpoint.origin,
    fix: "have a CA that the server accepts issue the client certificate, for client authentication; put its intermediates into the same file",
  };
}
