import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What a file gave: PEM certificates, or why it gave none. */
export interface CertificateFile {
  readonly path: string;
  readonly certificates: readonly string[];
  /** As in TrustSource. */
  readonly unreadable?: string;
}

/** Certificates that were read before, by their base64 text as written and without spaces: each is parsed once. */
export type SeenCertificates = Map<string, string | null>;

/**
 * Every CERTIFICATE block of a PEM file that parses; anything else in the file is passed over.
 * @param seen - taken from and added to
 * @source Go crypto/x509/cert_pool.go AppendCertsFromPEM, go 1.24
 */
export function readCertificateFile(path: string, seen: SeenCertificates): CertificateFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { path, certificates: [], unreadable: codeOf(error) };
  }
  const certificates = pemBodies(bytes.toString("latin1")).flatMap((body) => certificateOf(body, seen) ?? []);
  if (certificates.length > 0) return { path, certificates };
  return { path, certificates, unreadable: bytes[0] === 0x30 && bytes[1] === 0x82 ? "DER, not PEM" : "not PEM" };
}

/**
 * Every file of a directory, not of those below it. Links whose target is in the same directory are passed over:
 * what they point to is read itself. So Kubernetes' `..data` is skipped, and `ca.crt -> ..data/ca.crt` is read.
 * @returns why the directory cannot be read instead of its files
 * @source Go crypto/x509/root_unix.go readUniqueDirectoryEntries, go 1.24
 */
export function readCertificateDirectory(path: string, seen: SeenCertificates): readonly CertificateFile[] | string {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter(
        (entry) => !entry.isDirectory() && !(entry.isSymbolicLink() && isSameDirectoryLink(`${path}/${entry.name}`)),
      )
      .map(({ name }) => name)
      .sort()
      .map((name) => readCertificateFile(`${path}/${name}`, seen))
      .filter(({ unreadable }) => unreadable !== "EISDIR");
  } catch (error) {
    return codeOf(error);
  }
}

function isSameDirectoryLink(path: string): boolean {
  return !readlinkSync(path).includes("/");
}

function pemBodies(text: string): readonly string[] {
  const blocks = text.matchAll(/^-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+)^-----END CERTIFICATE-----/gm);
  return [...blocks].map(([, body = ""]) => body);
}

function certificateOf(written: string, seen: SeenCertificates): string | null {
  const known = seen.get(written);
  if (known !== undefined) return known;
  const body = written.replaceAll(/\s+/g, "");
  const certificate = seen.get(body) ?? (parses(body) ? toPem(body) : null);
  seen.set(written, certificate).set(body, certificate);
  return certificate;
}

function parses(body: string): boolean {
  try {
    new X509Certificate(Buffer.from(body, "base64"));
    return true;
  } catch {
    return false;
  }
}

function toPem(body: string): string {
  return `-----BEGIN CERTIFICATE-----\n${body.replaceAll(/.{64}/g, "$&\n").trimEnd()}\n-----END CERTIFICATE-----\n`;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
