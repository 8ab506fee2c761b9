import type { X509Certificate } from "node:crypto";
import type { Problem } from "@podwright/core";
import type { CertificateFinding } from "./certificate-problem.ts";
import { describeCertificate } from "./describe-certificate.ts";
import { certificatesNamed } from "./missing-issuer.ts";
import { trustedCertificates } from "./trust.ts";

/** A certificate whose time has not come, or has passed: the server's own, or a CA's above it. */
export function outOfDateProblem(finding: CertificateFinding): Omit<Problem, "where" | "tried"> {
  const { endpoint, chain, code } = finding;
  const isEarly = code === "CERT_NOT_YET_VALID";
  const state = isEarly ? "is not valid yet" : "has expired";
  const now = new Date();
  const culprit = candidates(finding).find(({ validFromDate, validToDate }) =>
    isEarly ? now < validFromDate : now > validToDate,
  );
  const isOwn = culprit === undefined || culprit === chain[0];
  const whose = isOwn ? `the certificate of ${endpoint.origin}` : `a CA's certificate above that of ${endpoint.origin}`;
  const renewal = isOwn
    ? "renew the server's certificate"
    : `renew this CA's certificate ${chain.includes(culprit) ? "and have the server send the new one" : "where it is trusted"}`;
  return {
    code: isEarly ? "CERTIFICATE_NOT_YET_VALID" : "CERTIFICATE_EXPIRED",
    what: [
      `${whose} ${state}`,
      ...(culprit ? describeCertificate(culprit) : []),
      `(x509: certificate has expired or is not yet valid${culprit ? `: ${comparedInGo(now, culprit, isEarly)}` : ""})`,
    ].join("\n"),
    fix: isEarly
      ? `set this machine's clock right, or ${renewal}`
      : `${renewal}; if its dates are right, set this machine's clock`,
  };
}

function comparedInGo(now: Date, { validFromDate, validToDate }: X509Certificate, isEarly: boolean): string {
  const seconds = (date: Date) => date.toISOString().replace(/\.\d+Z$/, "Z");
  return `current time ${seconds(now)} is ${isEarly ? `before ${seconds(validFromDate)}` : `after ${seconds(validToDate)}`}`;
}

/** What the server sent, then what stands above that among what is trusted. */
function candidates({ chain, trust }: CertificateFinding): readonly X509Certificate[] {
  const top = chain.at(-1);
  return top ? [...chain, ...certificatesNamed(top.issuer, trustedCertificates(trust))] : [];
}
