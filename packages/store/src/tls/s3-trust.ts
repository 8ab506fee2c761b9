import { ProblemError } from "@podwright/core";
import { readNamedCertificateFile } from "./read-certificates.ts";
import type { Trust } from "./trust.ts";

const replaceable = ["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS"] as const;

/**
 * Whom an S3 client trusts: AWS_CA_BUNDLE, when it is set, replaces every other source of the
 * environment.
 * @problems CA_FILE_UNREADABLE
 * @source aws-sdk-go v1 session.go loadCustomCABundle
 */
export function s3Trust(environment: Readonly<Record<string, string | undefined>>, trust: Trust): Trust {
  const { AWS_CA_BUNDLE } = environment;
  if (!AWS_CA_BUNDLE) return trust;
  const { path, certificates, unreadable } = readNamedCertificateFile(AWS_CA_BUNDLE);
  if (unreadable !== undefined) {
    throw new ProblemError([
      {
        code: "CA_FILE_UNREADABLE",
        what: `AWS_CA_BUNDLE names a file that gives no CA certificates (${unreadable})`,
        where: path,
        fix: "correct or unset AWS_CA_BUNDLE; it must be a PEM file with at least one CERTIFICATE block",
      },
    ]);
  }
  const replaced = replaceable.flatMap((variable) => {
    const value = environment[variable];
    return value ? [{ variable, value }] : [];
  });
  return {
    ...trust,
    certificates: [...new Set(certificates)],
    searched: [{ path, kind: "file", variable: "AWS_CA_BUNDLE", certificateCount: certificates.length }],
    ...(replaced.length > 0 && { replaced }),
  };
}
