import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
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
  /** The same for a blob on a web server, where AWS_CA_BUNDLE says nothing. */
  readonly webProblem?: ProblemCode;
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
  "AWS_CA_BUNDLE=ca.crt": { environment: { AWS_CA_BUNDLE: "ca.crt" }, webProblem: "CERTIFICATE_UNTRUSTED" },
  "AWS_CA_BUNDLE=missing": {
    environment: { AWS_CA_BUNDLE: "missing.crt" },
    problem: "CA_FILE_UNREADABLE",
    webProblem: "CERTIFICATE_UNTRUSTED",
  },
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
let web: Server;
let folder: string;
/** The folders of files by which each server's CA is given. */
let files: { readonly s3: string; readonly web: string };

beforeAll(async () => {
  store = await startCopilotStore();
  await store.put("in/inputs.pb", inputsWith({ case: "primitive", value: { value: { case: "integer", value: 1n } } }));
  const authority = await createCertificateAuthority("Web CA");
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost", "127.0.0.1"] });
  web = createServer({ key: tls.privateKeyPem, cert: tls.certificatePem }, (_, response) => response.end("1"));
  web.listen(0, "127.0.0.1");
  await once(web, "listening");
  files = {
    s3: await layOut(await readFile(store.caFile, "utf8")),
    web: await layOut(authority.certificatePem),
  };
});
afterAll(async () => {
  await store.close();
  web.close();
  for (const root of Object.values(files)) await rm(root, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-way-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("goes every recorded way, and no other", () => {
  expect(rows.length).toBe(23);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(ways));
});

interface Download {
  readonly flags: readonly string[];
  readonly prefix: string;
  /** Where the files of the way are. */
  readonly root: string;
}

async function download({ environment = {}, mount }: Way, { flags, prefix, root }: Download) {
  const at = (path: string) => join(root, path);
  const paths = Object.entries(environment).map(([name, list]) => [name, list.split(":").map(at).join(":")]);
  const mounts = [{ source: root, at: root }];
  const { exit, stderr } = await runCopilot({
    argv: [
      ...[...flags, "download", "--from-remote", `${prefix}/inputs.pb`, "--to-output-prefix", `${prefix}/meta`],
      ...["--to-local-dir", join(folder, "out")],
    ],
    env: Object.fromEntries(paths),
    cwd: folder,
    ...(mount && { under: mountedRoot(folder, [...mounts, { source: at(mount.source), at: mount.at }]) }),
  });
  const file = await readFile(join(folder, "out/x"), "utf8").catch(() => "-");
  return { exit, file, problem: /^error (\w+)$/m.exec(stderr)?.[1] };
}

describe("a CA that is given by way of", () => {
  test.each(rows)("$name, for a store in S3", async ({ name, exit, file }) => {
    const way = ways[name] ?? {};
    const flags = store.flags.map((flag) => flag.replace("://localhost:", `://${way.host ?? "localhost"}:`));
    const want = way.difference ? { exit: 0, file: "1" } : { exit, file };
    expect(await download(way, { flags, prefix: "s3://flyte-golden/in", root: files.s3 })).toEqual({
      ...want,
      problem: way.problem,
    });
  });

  test.each(rows)("$name, for a blob on a web server", async ({ name }) => {
    const way = ways[name] ?? {};
    const uri = `https://${way.host ?? "localhost"}:${(web.address() as AddressInfo).port}/x`;
    await mkdir(join(folder, "bucket"));
    await writeFile(join(folder, "bucket/inputs.pb"), inputsWith({ case: "blob", value: { uri } }));
    const flags = ["--storage.container=bucket", "--storage.stow.kind=local", `--storage.stow.config=path=${folder}`];
    const problem = way.webProblem ?? way.problem;
    const want = problem ? { exit: 1, file: "-", problem } : { exit: 0, file: "1", problem };
    expect(await download(way, { flags, prefix: "file://bucket", root: files.web })).toEqual(want);
  });
});

function inputsWith(value: { case: "primitive" | "blob"; value: object }): Uint8Array {
  const literal = { value: { case: "scalar", value: { value } } };
  return encodeLiteralMap(create(LiteralMapSchema, { literals: { x: literal } } as never));
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
