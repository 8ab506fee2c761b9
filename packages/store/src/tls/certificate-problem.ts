import type { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import type { Problem } from "@podwright/core";
import { clientCertificateProblem } from "./client-certificate-problem.ts";
import { describeCertificate, describeSource } from "./describe-certificate.ts";
import { fetchHandshakeAlert } from "./handshake-alert.ts";
import { outOfDateProblem } from "./out-of-date-problem.ts";
import { fetchServerChain } from "./server-chain.ts";
import { searchedPlaces, type Trust } from "./trust.ts";
import { selfSignedProblem, untrustedProblem } from "./untrusted-problem.ts";

interface CertificateProblemInput {
  /** What a TLS client threw. */
  readonly error: unknown;
  readonly endpoint: URL;
  readonly trust: Trust;
  /** Connects to the endpoint as the client does that threw, for one that goes through a proxy; absent: directly. */
  readonly connect?: () => Promise<Socket>;
}

/** What a kind of problem is made from. */
export interface CertificateFinding {
  readonly endpoint: URL;
  readonly trust: Trust;
  /** As the server sent it, its own certificate first; empty when it did not answer again. */
  readonly chain: readonly X509Certificate[];
  /** OpenSSL's word for what is wrong. */
  readonly code: string;
}

type Explain = (finding: CertificateFinding) => Omit<Problem, "where" | "tried">;

/** By OpenSSL's words. @source OpenSSL's X509_verify_cert_error_string, by the names that Node gives its codes */
const explanations: Readonly<Record<string, Explain>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSignedProblem,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrustedProblem,
  SELF_SIGNED_CERT_IN_CHAIN: untrustedProblem,
  UNABLE_TO_GET_ISSUER_CERT: untrustedProblem,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrustedProblem,
  CERT_UNTRUSTED: untrustedProblem,
  CERT_SIGNATURE_FAILURE: untrustedProblem,
  CERT_HAS_EXPIRED: outOfDateProblem,
  CERT_NOT_YET_VALID: outOfDateProblem,
  ERR_TLS_CERT_ALTNAME_INVALID: hostMismatch,
  INVALID_PURPOSE: unfit("it was not issued for servers", "incompatible key usage"),
  INVALID_CA: unfit("a certificate above it is no CA's", "parent certificate cannot sign this kind of certificate"),
  PATH_LENGTH_EXCEEDED: unfit("a CA above it may not sign CAs", "too many intermediates for path length constraint"),
  CERT_CHAIN_TOO_LONG: unfit("too many CAs stand above it", "too many intermediates for path length constraint"),
};

/** A server that does not accept our certificate may say so in this way alone. */
const brokenOff = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED", "UND_ERR_SOCKET"]);

/**
 * What is wrong with a server's certificate, or with ours for the server, and how to mend it; null for errors that are not about
 * certificates. Go's own words stand beside ours, because they are what people search for.
 * @problems CERTIFICATE_UNTRUSTED, CERTIFICATE_SELF_SIGNED, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_HOST_MISMATCH,
 * CERTIFICATE_UNFIT, CLIENT_CERTIFICATE_REQUIRED, CLIENT_CERTIFICATE_REFUSED
 */
export async function certificateProblem(input: CertificateProblemInput): Promise<Problem | null> {
  const { error, endpoint, trust, connect } = input;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  const explain = Object.hasOwn(explanations, code) ? explanations[code] : undefined;
  const isBroken = endpoint.protocol === "https:" && brokenOff.has(code);
  if (!explain && !isBroken) return clientCertificateProblem(code, endpoint, trust);
  const reach = { endpoint, through: await connect?.().catch(() => undefined) };
  if (!explain) return clientCertificateProblem((await fetchHandshakeAlert(reach, trust)) ?? "", endpoint, trust);
  const chain = await fetchServerChain(reach);
  const tried = searchedPlaces(trust).map(describeSource);
  return { where: endpoint.origin, tried, ...explain({ endpoint, trust, chain, code }) };
}

function hostMismatch({ endpoint, chain }: CertificateFinding): ReturnType<Explain> {
  const [own] = chain;
  return {
    code: "CERTIFICATE_HOST_MISMATCH",
    what: [
      `the certificate of ${endpoint.origin} was not issued for ${endpoint.hostname}`,
      ...(own ? [...describeCertificate(own), `issued for ${own.subjectAltName || "no host at all"}`] : []),
      `(x509: certificate is not valid for ${endpoint.hostname})`,
    ].join("\n"),
    fix: "write the endpoint with a name that the certificate was issued for, or have one issued for this name",
  };
}

function unfit(why: string, inGo: string): Explain {
  return ({ endpoint, chain: [own] }) => ({
    code: "CERTIFICATE_UNFIT",
    what: [
      `the certificate of ${endpoint.origin} cannot be a server's: ${why}`,
      ...(own ? describeCertificate(own) : []),
      `(x509: ${inGo})`,
    ].join("\n"),
    fix: "have a certificate issued for this server, for server authentication, by a CA that may sign it",
  });
}
