import { ProblemError } from "@podwright/core";
import { readClientIdentity } from "./client-identity.ts";
import { readNamedCertificateFile } from "./read-certificates.ts";
import type { Trust } from "./trust.ts";

interface ConfiguredTrustInput {
  /** `storage.stow.config` of any kind of store that is reached over TLS. */
  readonly config: Readonly<Record<string, string>>;
  /** The key that holds the config, for problems: `storage.stow.config`. */
  readonly where: string;
  /** Whom the process trusts. */
  readonly trust: Trust;
}

/**
 * Whom the clients of one store trust, and who they say they are: what its config names beside what the process trusts. `ca_path`
 * is a PEM file of CAs that count for this store, whatever the environment says; `client_cert_path` and `client_key_path` are PEM files
 * of a client certificate (its intermediates below it) and of its key. The files are read at each opening.
 * @problems CA_FILE_UNREADABLE, CLIENT_CERTIFICATE_INVALID
 */
export function configuredTrust({ config, where, trust }: ConfiguredTrustInput): Trust {
  const identity = readClientIdentity(config, where);
  return {
    ...trust,
    ...(config.ca_path && { configured: readConfigured(config.ca_path, where) }),
    ...(identity && { identity }),
  };
}

function readConfigured(caPath: string, where: string): NonNullable<Trust["configured"]> {
  const { path, certificates, unreadable } = readNamedCertificateFile(caPath);
  if (unreadable === undefined) {
    const source = { path, kind: "file", variable: "ca_path", certificateCount: certificates.length } as const;
    return { certificates, searched: [source] };
  }
  throw new ProblemError([
    {
      code: "CA_FILE_UNREADABLE",
      what: `ca_path of ${where} names a file that gives no CA certificates (${unreadable})`,
      where: path,
      fix: "correct or remove ca_path; it must be a PEM file with at least one CERTIFICATE block",
    },
  ]);
}
