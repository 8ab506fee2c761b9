import { certificateDirectories, certificateFiles } from "@podwright/core";
import {
  type CertificateFile,
  readCertificateDirectory,
  readCertificateFile,
  type SeenCertificates,
} from "./read-certificates.ts";
import type { Trust, TrustSource, TrustVariable } from "./trust.ts";

export interface GatherTrustOptions {
  /** Put before the default places, so that a test can lay out a file system of its own; `""` by default. */
  readonly root?: string;
}

/**
 * Whom this process trusts, by the rules of Flyte's own copilot (Go on Linux): the file and the directories add up,
 * SSL_CERT_FILE replaces the default files and SSL_CERT_DIR (a colon-separated list) the default directories.
 * Only PEM counts; what cannot be read is passed over and listed in `searched`. NODE_EXTRA_CA_CERTS, which Go does
 * not know, adds a file. AWS_CA_BUNDLE counts for S3 only and is the S3 store's to read.
 * @source Go crypto/x509/root_unix.go loadSystemRoots and root_linux.go, go 1.24
 */
export async function gatherTrust(
  environment: Readonly<Record<string, string | undefined>>,
  { root = "" }: GatherTrustOptions = {},
): Promise<Trust> {
  const seen: SeenCertificates = new Map();
  const { SSL_CERT_FILE, SSL_CERT_DIR, NODE_EXTRA_CA_CERTS } = environment;
  return trustOf([
    ...(SSL_CERT_FILE
      ? [fileSource(readCertificateFile(SSL_CERT_FILE, seen), "SSL_CERT_FILE")]
      : firstReadable(root, seen)),
    ...(SSL_CERT_DIR
      ? SSL_CERT_DIR.split(":").flatMap((path) => directorySources(path, seen, "SSL_CERT_DIR"))
      : certificateDirectories.flatMap((path) => directorySources(root + path, seen))),
    ...(NODE_EXTRA_CA_CERTS ? [fileSource(readCertificateFile(NODE_EXTRA_CA_CERTS, seen), "NODE_EXTRA_CA_CERTS")] : []),
  ]);
}

/** A source with what it gave. */
interface ReadSource extends TrustSource {
  readonly certificates: readonly string[];
}

function trustOf(sources: readonly ReadSource[]): Trust {
  return {
    certificates: [...new Set(sources.flatMap(({ certificates }) => certificates))],
    searched: sources.map(({ certificates: _, ...source }) => source),
  };
}

function firstReadable(root: string, seen: SeenCertificates): readonly ReadSource[] {
  const sources: ReadSource[] = [];
  for (const path of certificateFiles) {
    const file = readCertificateFile(root + path, seen);
    sources.push(fileSource(file));
    // Junk counts as readable, as in Go: the search ends at it.
    if (file.unreadable === undefined || file.unreadable.endsWith("not PEM")) break;
  }
  return sources;
}

function fileSource({ path, certificates, unreadable }: CertificateFile, variable?: TrustVariable): ReadSource {
  return {
    path,
    kind: "file",
    ...(variable && { variable }),
    certificateCount: certificates.length,
    ...(unreadable !== undefined && { unreadable }),
    certificates,
  };
}

function directorySources(path: string, seen: SeenCertificates, variable?: TrustVariable): readonly ReadSource[] {
  const files = path === "" ? "ENOENT" : readCertificateDirectory(path, seen);
  if (typeof files === "string") {
    return [{ ...fileSource({ path, certificates: [], unreadable: files }, variable), kind: "directory" }];
  }
  const certificates = files.flatMap((file) => file.certificates);
  return [
    { ...fileSource({ path, certificates }, variable), kind: "directory" },
    ...files.filter(({ unreadable }) => unreadable !== undefined).map((file) => fileSource(file, variable)),
  ];
}
