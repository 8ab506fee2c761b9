import type { X509Certificate } from "node:crypto";
import type { TrustSource } from "./trust.ts";

/** Who a certificate is, who signed it and how long it is good for, a line each. */
export function describeCertificate(certificate: X509Certificate): readonly string[] {
  return [
    `subject ${oneLine(certificate.subject)}`,
    `issuer ${oneLine(certificate.issuer)}`,
    `valid from ${certificate.validFrom} to ${certificate.validTo}`,
  ];
}

/** A name on one line, such as `O=Example, CN=Example Root CA`. */
export function oneLine(name: string): string {
  return name.trim().replaceAll("\n", ", ") || "(empty)";
}

/** Where was looked and what was found there. */
export function describeSource({ path, kind, variable, certificateCount, unreadable }: TrustSource): string {
  const count = `${certificateCount} CA${certificateCount === 1 ? "" : "s"}`;
  return `${kind} ${path}${variable ? ` (${variable})` : ""}: ${count}${unreadable ? `, ${unreadable}` : ""}`;
}
