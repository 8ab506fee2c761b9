import { X509Certificate } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ProblemError } from "@podwright/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../../../../test/support/certificate-authority.ts";
import { type S3Server, startS3Server } from "../../../../test/support/s3-server.ts";
import { openS3Store } from "../s3/s3-store.ts";
import { gatherTrust } from "./gather-trust.ts";

let folder: string;
let server: S3Server;
const at = (path: string) => join(folder, path);

/** A volume as the kubelet lays out a ConfigMap. */
async function mountConfigMap(path: string, content: string): Promise<void> {
  await mkdir(at(`${path}/..2026_11_23_09_52_35.1`), { recursive: true });
  await writeFile(at(`${path}/..2026_11_23_09_52_35.1/ca.crt`), content);
  await symlink("..2026_11_23_09_52_35.1", at(`${path}/..data`));
  await symlink("..data/ca.crt", at(`${path}/ca.crt`));
}

/** Its first bytes and its length are right, and nothing between. */
function broken(pem: string): string {
  const lines = pem.split("\n");
  return lines.map((line, at) => (at > 1 && at < lines.length - 3 ? "A".repeat(line.length) : line)).join("\n");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-trust-"));
  const authority = await createCertificateAuthority("Example Private CA");
  const other = await createCertificateAuthority("Unrelated CA");
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  const ca = authority.certificatePem;
  server = await startS3Server({ buckets: ["flyte-data"], tls });
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "ca.crt": ca,
    "other.crt": other.certificatePem,
    "bundle.crt": `# two of them\n${other.certificatePem}between\n${ca}`,
    "junk.crt": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "broken.crt": broken(other.certificatePem),
    "broken-first.crt": broken(other.certificatePem) + ca,
    "cut-first.crt": `${other.certificatePem.slice(0, 200)}\n${ca}`,
    "ca.der": new X509Certificate(ca).raw,
    "key-and-ca.pem": `${tls.privateKeyPem}${ca.replaceAll("\n", "\r\n")}`,
    "server.crt": tls.certificatePem,
    "dir/ca.crt": ca,
    "odd/my ca (1).weird": ca,
    "below/deeper/ca.crt": ca,
    "links/real.pem": ca,
    "links/junk.txt": "nothing",
    "junk-first/etc/ssl/certs/ca-certificates.crt": "junk",
    "junk-first/etc/ssl/cert.pem": ca,
    "file-root/etc/ssl/certs/ca-certificates.crt": ca,
    "later-file/etc/ssl/cert.pem": ca,
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), content);
  }
  await symlink("real.pem", at("links/0a1b2c3d.0"));
  await mkdir(at("empty"));
  await mountConfigMap("k8s", ca);
  await mountConfigMap("mounted-root/etc/ssl/certs", ca);
  await mountConfigMap("local-root/usr/local/share/ca-certificates", ca);
  await mountConfigMap("pki-root/etc/pki/tls/certs", ca);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** What a process with this environment and this file system below `root` meets at the server: null when all is well. */
async function meets(environment: Record<string, string>, root = "empty", endpoint = server.endpoint) {
  const trust = await gatherTrust(environment, { root: at(root) });
  try {
    const config = { endpoint, access_key_id: server.accessKeyId, secret_key: server.secretAccessKey };
    const store = openS3Store({ config, environment, trust });
    await store.stat("s3://flyte-data/a");
    await store.close();
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0].code;
    throw error;
  }
}

const untrusted = "CERTIFICATE_UNTRUSTED";

/**
 * The recorded behaviour of Flyte's own copilot, row by row, under the same names; where ours differs, the name says so.
 * @source flytecopilot of flyteorg/flyte v2.0.43, run against a server under a private CA
 */
describe("whom a process trusts", () => {
  test.each([
    { name: "no CA", environment: {}, want: untrusted },
    { name: "SSL_CERT_FILE=ca.crt", environment: { SSL_CERT_FILE: "ca.crt" }, want: null },
    { name: "SSL_CERT_FILE=bundle(other+ours)", environment: { SSL_CERT_FILE: "bundle.crt" }, want: null },
    { name: "SSL_CERT_FILE=unrelated CA", environment: { SSL_CERT_FILE: "other.crt" }, want: untrusted },
    { name: "SSL_CERT_FILE=missing file", environment: { SSL_CERT_FILE: "missing.crt" }, want: untrusted },
    { name: "SSL_CERT_FILE=junk", environment: { SSL_CERT_FILE: "junk.crt" }, want: untrusted },
    { name: "SSL_CERT_FILE=DER", environment: { SSL_CERT_FILE: "ca.der" }, want: untrusted },
    { name: "SSL_CERT_FILE=a key and a CA with CRLF", environment: { SSL_CERT_FILE: "key-and-ca.pem" }, want: null },
    { name: "SSL_CERT_FILE=the server's own certificate", environment: { SSL_CERT_FILE: "server.crt" }, want: null },
    { name: "SSL_CERT_DIR=dir", environment: { SSL_CERT_DIR: "dir" }, want: null },
    { name: "SSL_CERT_DIR=empty:dir", environment: { SSL_CERT_DIR: "empty:dir" }, want: null },
    { name: "SSL_CERT_DIR=odd file name", environment: { SSL_CERT_DIR: "odd" }, want: null },
    { name: "SSL_CERT_DIR=k8s projected layout", environment: { SSL_CERT_DIR: "k8s" }, want: null },
    { name: "SSL_CERT_DIR=links in one directory", environment: { SSL_CERT_DIR: "links" }, want: null },
    { name: "SSL_CERT_DIR=only a folder below has it", environment: { SSL_CERT_DIR: "below" }, want: untrusted },
    { name: "SSL_CERT_DIR=empty", environment: { SSL_CERT_DIR: "empty" }, want: untrusted },
    {
      name: "SSL_CERT_FILE=unrelated + SSL_CERT_DIR=dir",
      environment: { SSL_CERT_FILE: "other.crt", SSL_CERT_DIR: "dir" },
      want: null,
    },
    {
      name: "SSL_CERT_FILE=missing + SSL_CERT_DIR=dir",
      environment: { SSL_CERT_FILE: "missing.crt", SSL_CERT_DIR: "dir" },
      want: null,
    },
    { name: "AWS_CA_BUNDLE=ca.crt", environment: { AWS_CA_BUNDLE: "ca.crt" }, want: null },
    { name: "AWS_CA_BUNDLE=missing", environment: { AWS_CA_BUNDLE: "missing.crt" }, want: "CA_FILE_UNREADABLE" },
    { name: "AWS_CA_BUNDLE=broken inside", environment: { AWS_CA_BUNDLE: "broken.crt" }, want: "CA_FILE_UNREADABLE" },
    { name: "SSL_CERT_FILE=broken inside", environment: { SSL_CERT_FILE: "broken.crt" }, want: untrusted },
    {
      name: "SSL_CERT_FILE=one broken inside, then ours",
      environment: { SSL_CERT_FILE: "broken-first.crt" },
      want: null,
    },
    {
      name: "SSL_CERT_FILE=one that breaks off, then ours",
      environment: { SSL_CERT_FILE: "cut-first.crt" },
      want: null,
    },
    { name: "AWS_CA_BUNDLE=junk", environment: { AWS_CA_BUNDLE: "junk.crt" }, want: "CA_FILE_UNREADABLE" },
    {
      name: "AWS_CA_BUNDLE=unrelated + SSL_CERT_FILE=ca.crt: the bundle replaces",
      environment: { AWS_CA_BUNDLE: "other.crt", SSL_CERT_FILE: "ca.crt" },
      want: untrusted,
    },
    {
      name: "NODE_EXTRA_CA_CERTS=ca.crt, which Flyte's copilot does not read",
      environment: { NODE_EXTRA_CA_CERTS: "ca.crt" },
      want: null,
    },
    { name: "mount k8s layout over /etc/ssl/certs", environment: {}, root: "mounted-root", want: null },
    { name: "mount file over /etc/ssl/certs/ca-certificates.crt", environment: {}, root: "file-root", want: null },
    {
      name: "mount k8s layout over /usr/local/share/ca-certificates",
      environment: {},
      root: "local-root",
      want: untrusted,
    },
    { name: "mount k8s layout at /etc/pki/tls/certs", environment: {}, root: "pki-root", want: null },
    { name: "a later default file, when those before are missing", environment: {}, root: "later-file", want: null },
    { name: "a later default file, behind a readable one", environment: {}, root: "junk-first", want: untrusted },
    {
      name: "SSL_CERT_FILE=unrelated leaves the default directories",
      environment: { SSL_CERT_FILE: "other.crt" },
      root: "mounted-root",
      want: null,
    },
    {
      name: "SSL_CERT_DIR=empty leaves the default files",
      environment: { SSL_CERT_DIR: "empty" },
      root: "later-file",
      want: null,
    },
  ])("$name: $want", async ({ environment, root, want }) => {
    const absolute = Object.entries(environment).map(([name, paths]) => [name, paths.split(":").map(at).join(":")]);
    expect(await meets(Object.fromEntries(absolute), root)).toBe(want);
  });

  test("hostname not in certificate", async () => {
    const endpoint = server.endpoint.replace("localhost", "127.0.0.1");
    expect(await meets({ SSL_CERT_FILE: at("ca.crt") }, "empty", endpoint)).toBe("CERTIFICATE_HOST_MISMATCH");
  });

  test("unlisted IP 127.0.0.2 (nothing listening)", async () => {
    const endpoint = server.endpoint.replace("localhost", "127.0.0.2");
    expect(await meets({ SSL_CERT_FILE: at("ca.crt") }, "empty", endpoint)).toBe("STORE_UNREACHABLE");
  });

  test("tells what was searched, in order, and why a source gave nothing", async () => {
    const environment = {
      SSL_CERT_FILE: at("ca.der"),
      SSL_CERT_DIR: `${at("links")}::${at("missing")}`,
      NODE_EXTRA_CA_CERTS: at("bundle.crt"),
    };
    const trust = await gatherTrust(environment, { root: at("mounted-root") });
    expect(trust.certificates.length).toBe(2);
    expect(trust.searched).toEqual([
      { path: at("ca.der"), kind: "file", variable: "SSL_CERT_FILE", certificateCount: 0, unreadable: "DER, not PEM" },
      { path: at("links"), kind: "directory", variable: "SSL_CERT_DIR", certificateCount: 1 },
      {
        path: at("links/junk.txt"),
        kind: "file",
        variable: "SSL_CERT_DIR",
        certificateCount: 0,
        unreadable: "not PEM",
      },
      { path: "", kind: "directory", variable: "SSL_CERT_DIR", certificateCount: 0, unreadable: "ENOENT" },
      { path: at("missing"), kind: "directory", variable: "SSL_CERT_DIR", certificateCount: 0, unreadable: "ENOENT" },
      { path: at("bundle.crt"), kind: "file", variable: "NODE_EXTRA_CA_CERTS", certificateCount: 2 },
    ]);
  });

  test("passes over a directory in the place of a file", async () => {
    const { searched } = await gatherTrust({ SSL_CERT_FILE: at("dir"), SSL_CERT_DIR: at("empty") });
    expect(searched).toEqual([
      { path: at("dir"), kind: "file", variable: "SSL_CERT_FILE", certificateCount: 0, unreadable: "EISDIR" },
      { path: at("empty"), kind: "directory", variable: "SSL_CERT_DIR", certificateCount: 0 },
    ]);
  });
});
