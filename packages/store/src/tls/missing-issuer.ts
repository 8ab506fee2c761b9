import type { X509Certificate } from "node:crypto";
import { oneLine } from "./describe-certificate.ts";
import { parseCertificate } from "./read-certificates.ts";

/**
 * What can be said of the CA that was not found, a line each: its name, its key or fingerprint, whether the server should have sent it, and
 * whether one of its name is trusted that is another one.
 * @param chain - as the server sent it, at least its own certificate
 * @param trusted - PEM certificates
 */
export function describeMissingIssuer(
  chain: readonly X509Certificate[],
  trusted: readonly string[],
): readonly string[] {
  const top = chain.at(-1);
  if (!top) return [];
  const isRoot = isSelfSigned(top);
  return [
    isRoot
      ? `the missing CA is ${oneLine(top.subject)}, which the server sends itself: SHA-256 ${top.fingerprint256}`
      : `the missing CA is ${oneLine(top.issuer)}${ofKey(authorityKeyOf(top))}`,
    ...(chain.length === 1 && !isRoot ? [noIntermediate] : []),
    ...certificatesNamed(top.issuer, trusted).map(describeNamesake),
  ];
}

const noIntermediate =
  "the server sends no intermediate: if this is no root CA, have the server send its whole chain, or trust this CA itself";

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
}

/** Certificates of a name, of those that can be read. @param trusted - PEM certificates */
export function certificatesNamed(subject: string, trusted: readonly string[]): readonly X509Certificate[] {
  return trusted.flatMap((pem) => parseCertificate(pem) ?? []).filter((certificate) => certificate.subject === subject);
}

/** Had it been the missing one, it would not be missing. */
function describeNamesake(ca: X509Certificate): string {
  return `a CA of this name is trusted, but it is another one: valid from ${ca.validFrom} to ${ca.validTo}, SHA-256 ${ca.fingerprint256}`;
}

function ofKey(keyIdentifier: string | null): string {
  return keyIdentifier ? `, with the key identifier ${keyIdentifier}` : "";
}

/** The identifier of the key that signed a certificate, as `openssl x509 -ext subjectKeyIdentifier` shows it of the CA; null when it is not told. */
function authorityKeyOf({ raw }: X509Certificate): string | null {
  const start = raw.indexOf(authorityKeyIdentifier);
  // OCTET STRING, SEQUENCE, and in it [0], the key identifier, each with a length of one byte.
  const [octets, , sequence, , context, length = 0] = raw.subarray(start + authorityKeyIdentifier.length);
  if (start < 0 || octets !== 0x04 || sequence !== 0x30 || context !== 0x80) return null;
  const from = start + authorityKeyIdentifier.length + 6;
  return raw
    .subarray(from, from + length)
    .toString("hex")
    .toUpperCase()
    .replaceAll(/..(?!$)/g, "$&:");
}

/** The OID 2.5.29.35 in DER. */
const authorityKeyIdentifier = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x23]);
