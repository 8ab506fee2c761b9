import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { encodeLiteralMap, LiteralMapSchema, type ProblemCode } from "@podwright/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../support/certificate-authority.ts";
import { type CopilotStore, startCopilotStore } from "./copilot-store.ts";
import { mountedRoot } from "./mounted-root.ts";
import { runCopilot } from "./run-copilot.ts";

/** One way of giving the copilot a CA; paths stand below the folder of files that `layOut` makes. */
interface Way {
  readonly environment?: Readonly<Record<string, string>>;
  readonly mount?: { readonly source: string; readonly at: string };
  /** Takes the place of `localhost` in the endpoint. */
  readonly host?: string;
  /** The problem that ends a way that does not succeed. */
  readonly problem?: ProblemCode;
  /** Why ours differs from the recorded one, where it does. */
  readonly difference?: string;
}

const problem = "CERTIFICATE_UNTRUSTED";

/** By the row's name in testdata/copilot/tls-matrix.txt. */
const ways: Readonly<Record<string, Way>> = {
  "no CA": { problem },
  "SSL_CERT_FILE=ca.crt": { environment: { SSL_CERT_FILE: "ca.crt" } },
  "SSL_CERT_FILE=bundle(other+ours)": { environment: { SSL_CERT_FILE: "bundle.crt" } },
  "SSL_CERT_FILE=unrelated CA": { environment: { SSL_CERT_FILE: "other.crt" }, problem },
  "SSL_CERT_FILE=missing file": { environment: { SSL_CERT_FILE: "missing.crt" }, problem },
  "SSL_CERT_FILE=junk": { environment: { SSL_CERT_FILE: "junk.crt" }, problem },
  "SSL_CERT_FILE=DER": { environment: { SSL_CERT_FILE: "ca.der" }, problem },
  "SSL_CERT_DIR=dir": { environment: { SSL_CERT_DIR: "dir" } },
  "SSL_CERT_DIR=empty:dir": { environment: { SSL_CERT_DIR: "empty:dir" } },
  "SSL_CERT_DIR=odd file name": { environment: { SSL_CERT_DIR: "odd" } },
  "SSL_CERT_DIR=k8s projected layout": { environment: { SSL_CERT_DIR: "k8s" } },
  "SSL_CERT_DIR=empty": { environment: { SSL_CERT_DIR: "empty" }, problem },
  "SSL_CERT_FILE=unrelated + SSL_CERT_DIR=dir": { environment: { SSL_CERT_FILE: "other.crt", SSL_CERT_DIR: "dir" } },
  "SSL_CERT_FILE=missing + SSL_CERT_DIR=dir": { environment: { SSL_CERT_FILE: "missing.crt", SSL_CERT_DIR: "dir" } },
  "AWS_CA_BUNDLE=ca.crt": { environment: { AWS_CA_BUNDLE: "ca.crt" } },
  "AWS_CA_BUNDLE=missing": { environment: { AWS_CA_BUNDLE: "missing.crt" }, problem: "CA_FILE_UNREADABLE" },
  "NODE_EXTRA_CA_CERTS=ca.crt": {
    environment: { NODE_EXTRA_CA_CERTS: "ca.crt" },
    difference: "people who know Node set it, and a CA that somebody names on purpose should count",
  },
  "mount k8s layout over /etc/ssl/certs": { mount: { source: "k8s", at: "/etc/ssl/certs" } },
  "mount file over /etc/ssl/certs/ca-certificates.crt": {
    mount: { source: "ca.crt", at: "/etc/ssl/certs/ca-certificates.crt" },
  },
  "mount k8s layout over /usr/local/share/ca-certificates": {
    mount: { source: "k8s", at: "/usr/local/share/ca-certificates" },
    problem,
  },
  "mount k8s layout at /etc/pki/tls/certs": { mount: { source: "k8s", at: "/etc/pki/tls/certs" } },
  "unlisted IP 127.0.0.2 (nothing listening)": {
    environment: { SSL_CERT_FILE: "ca.crt" },
    host: "127.0.0.2",
    problem: "STORE_UNREACHABLE",
  },
  "hostname not in certificate": {
    environment: { SSL_CERT_FILE: "ca.crt" },
    mount: { source: "hosts", at: "/etc/hosts" },
    host: "elsewhere.test",
    problem: "CERTIFICATE_HOST_MISMATCH",
  },
};

interface Row {
  readonly name: string;
  readonly exit: number;
  /** What the input held that came down; `-` when none did. */
  readonly file: string;
}

const rows: readonly Row[] = readFileSync(join(import.meta.dirname, "../../testdata/copilot/tls-matrix.txt"), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => {
    const [, name = "", exit = "", file = ""] = /^(.*?) +rc=(\d+) file=(\S+)/.exec(line) ?? [];
    return { name, exit: Number(exit), file };
  });

let store: CopilotStore;
let files: string;
let folder: string;
const at = (path: string) => join(files, path);

beforeAll(async () => {
  store = await startCopilotStore();
  files = await layOut(await readFile(store.caFile, "utf8"));
  const one = { value: { case: "primitive" as const, value: { value: { case: "integer" as const, value: 1n } } } };
  const literals = { x: { value: { case: "scalar" as const, value: one } } };
  await store.put("in/inputs.pb", encodeLiteralMap(create(LiteralMapSchema, { literals })));
});
afterAll(async () => {
  await store.close();
  await rm(files, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-way-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("goes every recorded way, and no other", () => {
  expect(rows.length).toBe(23);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(ways));
});

describe("a CA that is given by way of", () => {
  test.each(rows)("$name", async ({ name, exit, file }) => {
    const { environment = {}, mount, host = "localhost", difference, problem } = ways[name] ?? {};
    const prefix = "s3://flyte-golden/in";
    const shared = { source: files, at: files };
    const run = await runCopilot({
      argv: [
        ...store.flags.map((flag) => flag.replace("://localhost:", `://${host}:`)),
        ...["download", "--from-remote", `${prefix}/inputs.pb`, "--to-output-prefix", `${prefix}/meta`],
        ...["--to-local-dir", join(folder, "out")],
      ],
      env: absolute(environment),
      cwd: folder,
      ...(mount && { under: mountedRoot(folder, [shared, { source: at(mount.source), at: mount.at }]) }),
    });
    const want = difference ? { exit: 0, file: "1" } : { exit, file };
    expect(run.exit, run.stderr).toBe(want.exit);
    expect(await readFile(join(folder, "out/x"), "utf8").catch(() => "-")).toBe(want.file);
    expect(/^error (\w+)$/m.exec(run.stderr)?.[1]).toBe(problem);
  });
});

function absolute(environment: Readonly<Record<string, string>>): Record<string, string> {
  const paths = Object.entries(environment).map(([name, list]) => [name, list.split(":").map(at).join(":")]);
  return Object.fromEntries(paths);
}

/** The files of the recorded ways, with a CA and an unrelated one. */
async function layOut(ca: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "podwright-ways-"));
  const other = (await createCertificateAuthority("Unrelated CA")).certificatePem;
  const contents: Readonly<Record<string, string | Uint8Array>> = {
    "ca.crt": ca,
    "other.crt": other,
    "bundle.crt": other + ca,
    "junk.crt": "this is no certificate\n",
    "ca.der": new X509Certificate(ca).raw,
    "dir/ca.crt": ca,
    "odd/my ca (1).weird": ca,
    hosts: "127.0.0.1 localhost elsewhere.test\n",
    "k8s/..2026_11_23_09_52_35.1/ca.crt": ca,
  };
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await mkdir(join(root, "empty"));
  await symlink("..2026_11_23_09_52_35.1", join(root, "k8s/..data"));
  await symlink("..data/ca.crt", join(root, "k8s/ca.crt"));
  return root;
}
