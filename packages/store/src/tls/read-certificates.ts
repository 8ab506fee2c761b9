import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What a file gave: PEM certificates, or why it gave none. */
export interface CertificateFile {
  readonly path: string;
  readonly certificates: readonly string[];
  /** As in TrustSource. */
  readonly unreadable?: string;
}

/** Certificates that were read before, by their blocks as written: a bundle and the files beside it hold the same ones. */
export type SeenCertificates = Map<string, string | null>;

/**
 * Every CERTIFICATE block of a PEM file that holds a certificate by its first bytes and its length; anything else in the file is
 * passed over. What such a block holds inside is OpenSSL's to read, once and only when there is a server to verify: it passes over what it
 * cannot read, as Go does here.
 * @param seen - taken from and added to
 * @source Go crypto/x509/cert_pool.go AppendCertsFromPEM, go 1.24
 */
export function readCertificateFile(path: string, seen: SeenCertificates): CertificateFile {
  try {
    // Node reads UTF-8 in one call, which is the fastest way; PEM is ASCII.
    const certificates = pemBlocks(readFileSync(path, "utf8")).flatMap((block) => certificateOf(block, seen) ?? []);
    return { path, certificates, ...(certificates.length === 0 && { unreadable: whyNone(path) }) };
  } catch (error) {
    return { path, certificates: [], unreadable: codeOf(error) };
  }
}

function whyNone(path: string): string {
  const bytes = readFileSync(path);
  return bytes[0] === 0x30 && bytes[1] === 0x82 ? "DER, not PEM" : "not PEM";
}

/** A file that somebody named on purpose: it is read to the bottom, and one whose certificates are all broken is `not PEM`. */
export function readNamedCertificateFile(path: string): CertificateFile {
  const file = readCertificateFile(path, new Map());
  const isBroken = file.unreadable === undefined && !file.certificates.some((pem) => parseCertificate(pem));
  return isBroken ? { path, certificates: [], unreadable: "not PEM" } : file;
}

/** Null when it is broken. */
export function parseCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
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

const [begin, end] = ["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"];

function pemBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  for (let start = text.indexOf(begin); start >= 0; start = text.indexOf(begin, start + 1)) {
    if (start > 0 && text[start - 1] !== "\n") continue;
    const stop = text.indexOf(`\n${end}`, start);
    if (stop < 0) break;
    blocks.push(text.slice(start, stop + 1 + end.length));
  }
  return blocks;
}

function certificateOf(block: string, seen: SeenCertificates): string | null {
  const known = seen.get(block);
  if (known !== undefined) return known;
  const certificate = asWrittenOrAgain(block);
  seen.set(block, certificate);
  return certificate;
}

function asWrittenOrAgain(block: string): string | null {
  const lines = block.slice(begin.length + 1, -end.length);
  if (hasUsualLines(lines) && isCertificate(lines, lines.length - Math.ceil(lines.length / 65))) return `${block}\n`;
  const body = block.slice(begin.length, -end.length).replaceAll(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || !isCertificate(body, body.length)) return null;
  return `${begin}\n${body.replaceAll(/.{64}/g, "$&\n").trimEnd()}\n${end}\n`;
}

/** Lines of 64 characters, as every tool writes them, are left alone: to write them again takes longer than all the rest. */
function hasUsualLines(lines: string): boolean {
  for (let at = 64; at < lines.length; at += 65) if (lines[at] !== "\n") return false;
  return lines.endsWith("\n");
}

/**
 * Whether this is one DER sequence, from its first byte to its last.
 * @param length - of the base64 without line ends
 */
function isCertificate(base64: string, length: number): boolean {
  const [tag, form = 0, ...bytes] = Buffer.from(base64.slice(0, 8), "base64");
  if (tag !== 0x30 || form < 0x81 || form > 0x84) return false;
  const contentBytes = bytes.slice(0, form - 0x80).reduce((size, byte) => size * 256 + byte, 0);
  const padding = /=*\n?$/.exec(base64.slice(-3))?.[0].trimEnd().length ?? 0;
  return 2 + (form - 0x80) + contentBytes === Math.floor((length * 3) / 4) - padding;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
