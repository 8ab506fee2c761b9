import type { Problem } from "@podwright/core";
import { likelyCauses } from "./likely-causes.ts";
import { mountLines } from "./mount-lines.ts";
import { fetchPeerCertificate, type PeerCertificate } from "./peer-certificate.ts";
import type { Trust, TrustSource } from "./trust.ts";

interface CertificateProblemInput {
  /** What a TLS client threw. */
  readonly error: unknown;
  readonly endpoint: URL;
  readonly trust: Trust;
}

const untrusted = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_UNTRUSTED",
  "CERT_SIGNATURE_FAILURE",
  "INVALID_CA",
]);
const outOfDate = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"]);

/**
 * What is wrong with a server's certificate, and how to mend it; null for errors that are not about certificates.
 * Go's own words stand beside ours, because they are what people search for.
 * @problems CERTIFICATE_UNTRUSTED, CERTIFICATE_EXPIRED, CERTIFICATE_HOST_MISMATCH
 */
export async function certificateProblem({ error, endpoint, trust }: CertificateProblemInput): Promise<Problem | null> {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  const isMismatch = code === "ERR_TLS_CERT_ALTNAME_INVALID";
  if (!untrusted.has(code) && !outOfDate.has(code) && !isMismatch) return null;
  const peer = await fetchPeerCertificate(endpoint);
  if (isMismatch) return hostMismatch(endpoint, peer);
  return outOfDate.has(code) ? expired(endpoint, peer, code) : untrustedIssuer(endpoint, peer, trust);
}

function untrustedIssuer(endpoint: URL, peer: PeerCertificate | null, trust: Trust): Problem {
  return {
    code: "CERTIFICATE_UNTRUSTED",
    what: [
      `the certificate of ${endpoint.origin} is signed by no CA that this process trusts`,
      ...(peer ? [`subject ${peer.subject}`, `issuer ${peer.issuer}`] : []),
      "(tls: failed to verify certificate: x509: certificate signed by unknown authority)",
    ].join("\n"),
    where: endpoint.origin,
    tried: trust.searched.map(describeSource),
    fix: [...likelyCauses(trust), howToTrust(trust), mountLines].join("\n"),
  };
}

/** What is mounted counts only where no variable takes its place. */
function howToTrust({ searched }: Trust): string {
  const give = "give the container the issuer's CA certificate";
  return searched.some(({ variable }) => variable === "AWS_CA_BUNDLE")
    ? `with AWS_CA_BUNDLE unset, ${give}:`
    : `${give}:`;
}

function expired(endpoint: URL, peer: PeerCertificate | null, code: string): Problem {
  const early = code === "CERT_NOT_YET_VALID";
  return {
    code: "CERTIFICATE_EXPIRED",
    what: [
      `the certificate of ${endpoint.origin}, or a CA's above it, ${early ? "is not valid yet" : "has expired"}`,
      ...(peer ? [`subject ${peer.subject}`, `valid from ${peer.validFrom} to ${peer.validTo}`] : []),
      "(x509: certificate has expired or is not yet valid)",
    ].join("\n"),
    where: endpoint.origin,
    fix: `renew the server's certificate${early ? ", or set this machine's clock right" : ""}`,
  };
}

function hostMismatch(endpoint: URL, peer: PeerCertificate | null): Problem {
  return {
    code: "CERTIFICATE_HOST_MISMATCH",
    what: [
      `the certificate of ${endpoint.origin} was not issued for ${endpoint.hostname}`,
      ...(peer ? [`subject ${peer.subject}`, `issued for ${peer.hosts || "no host at all"}`] : []),
      `(x509: certificate is not valid for ${endpoint.hostname})`,
    ].join("\n"),
    where: endpoint.origin,
    fix: "write the endpoint with a name that the certificate was issued for, or have one issued for this name",
  };
}

function describeSource({ path, kind, variable, certificateCount, unreadable }: TrustSource): string {
  const count = `${certificateCount} CA${certificateCount === 1 ? "" : "s"}`;
  return `${kind} ${path}${variable ? ` (${variable})` : ""}: ${count}${unreadable ? `, ${unreadable}` : ""}`;
}
