import type { Problem } from "@podwright/core";
import type { CertificateFinding } from "./certificate-problem.ts";
import { describeCertificate } from "./describe-certificate.ts";
import { likelyCauses } from "./likely-causes.ts";
import { describeMissingIssuer } from "./missing-issuer.ts";
import { mountLines } from "./mount-lines.ts";
import { type Trust, trustedCertificates } from "./trust.ts";

const unknownAuthority = "(tls: failed to verify certificate: x509: certificate signed by unknown authority)";

export function untrustedProblem({ endpoint, trust, chain }: CertificateFinding): Omit<Problem, "where" | "tried"> {
  return {
    code: "CERTIFICATE_UNTRUSTED",
    what: [
      `the certificate of ${endpoint.origin} is signed by no CA that this process trusts`,
      ...chain.slice(0, 1).flatMap(describeCertificate),
      ...describeMissingIssuer(chain, trustedCertificates(trust)),
      unknownAuthority,
    ].join("\n"),
    fix: [...likelyCauses(trust), howToTrust(trust, "the issuer's CA certificate"), mountLines].join("\n"),
  };
}

/** A server's certificate that nobody else has signed: it is trusted itself, or not at all. */
export function selfSignedProblem({ endpoint, trust, chain }: CertificateFinding): Omit<Problem, "where" | "tried"> {
  const [own] = chain;
  return {
    code: "CERTIFICATE_SELF_SIGNED",
    what: [
      `the certificate of ${endpoint.origin} is self-signed, and this process does not trust it`,
      ...(own ? [...describeCertificate(own), `SHA-256 ${own.fingerprint256}`] : []),
      unknownAuthority,
    ].join("\n"),
    fix: [
      ...likelyCauses(trust),
      `have a CA sign the server's certificate; or ${howToTrust(trust, "this very certificate, as if it were a CA's")}`,
      mountLines,
    ].join("\n"),
  };
}

/** What is mounted counts only where no variable takes its place. */
function howToTrust({ searched }: Trust, what: string): string {
  const give = `give the container ${what}`;
  return searched.some(({ variable }) => variable === "AWS_CA_BUNDLE")
    ? `with AWS_CA_BUNDLE unset, ${give}:`
    : `${give}:`;
}
