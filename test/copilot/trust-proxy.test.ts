import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { encodeLiteralMap, LiteralMapSchema } from "@podwright/core";
import { openStore } from "@podwright/store";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CertificateAuthority, createCertificateAuthority } from "../support/certificate-authority.ts";
import { type ProxyServer, startProxyServer } from "../support/proxy-server.ts";
import { type S3Server, startS3Server } from "../support/s3-server.ts";
import { runCopilot } from "./run-copilot.ts";

let authority: CertificateAuthority;
let overTls: S3Server;
let plain: S3Server;
let files: string;
let folder: string;
let proxy: ProxyServer | undefined;
const at = (name: string) => join(files, name);

/** Two stores that no name server knows: only the proxy leads to s3.test. */
beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "podwright-proxy-"));
  authority = await createCertificateAuthority("Example Private CA");
  const tls = await authority.issue({ commonName: "s3.test", hosts: ["s3.test", "localhost"] });
  await writeFile(at("ca.crt"), authority.certificatePem);
  await writeFile(at("other.crt"), (await createCertificateAuthority("Unrelated CA")).certificatePem);
  overTls = await startS3Server({ buckets: ["flyte-data"], tls });
  plain = await startS3Server({ buckets: ["flyte-data"] });
  const one = { value: { case: "primitive" as const, value: { value: { case: "integer" as const, value: 1n } } } };
  const literals = { x: { value: { case: "scalar" as const, value: one } } };
  const bytes = encodeLiteralMap(create(LiteralMapSchema, { literals }));
  for (const server of [overTls, plain]) await putInputs(server, bytes);
});
afterAll(async () => {
  await overTls.close();
  await plain.close();
  await rm(files, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-proxy-"));
});
afterEach(async () => {
  proxy?.close();
  proxy = undefined;
  await rm(folder, { recursive: true });
});

const portOf = (server: S3Server) => Number(new URL(server.endpoint).port);
const keysOf = ({ accessKeyId, secretAccessKey }: S3Server) => ({
  access_key_id: accessKeyId,
  secret_key: secretAccessKey,
});

async function putInputs(server: S3Server, bytes: Uint8Array): Promise<void> {
  const config = { endpoint: server.endpoint, ...keysOf(server) };
  const storage = {
    type: "stow",
    container: "flyte-data",
    "enable-multicontainer": false,
    stow: { kind: "s3", config },
  };
  const trust = { certificates: [authority.certificatePem], searched: [] };
  const store = await openStore({ storage, environment: {}, trust });
  const open = async function* () {
    yield bytes;
  };
  await store.write("s3://flyte-data/inputs.pb", { sizeBytes: bytes.byteLength, open });
  await store.close();
}

interface Download {
  readonly endpoint: string;
  readonly server: S3Server;
  readonly env: Readonly<Record<string, string>>;
  /** Default: the store's. */
  readonly ca?: string;
}

/** Once the problem is told, a program that goes on trying to write its error document has nothing more to show. */
const endOnceTold = (line: string, kill: (signal: NodeJS.Signals) => void) => {
  if (line.includes('"level":"error"')) kill("SIGKILL");
};

/** The problem that ended it, all that it printed, and the input, when it came down. */
async function download({ endpoint, server, env, ca = "ca.crt" }: Download) {
  const config = Object.entries({ endpoint, ...keysOf(server) }).flatMap(([key, value]) => [
    ...["--storage.stow.config", `${key}=${value}`],
  ]);
  const { stdout, stderr } = await runCopilot({
    argv: [
      ...["--storage.container=flyte-data", ...config, "download", "--from-remote", "s3://flyte-data/inputs.pb"],
      ...["--to-output-prefix", "s3://flyte-data/meta", "--to-local-dir", "out"],
    ],
    env: { SSL_CERT_FILE: at(ca), SSL_CERT_DIR: "/nonexistent", ...env },
    cwd: folder,
    onLine: endOnceTold,
  });
  const input = await readFile(join(folder, "out/x"), "utf8").catch(() => null);
  return { problem: /"problem":"error (\w+)/.exec(stderr)?.[1], input, text: stdout + stderr };
}

const s3 = () => ({ endpoint: "https://s3.test", server: overTls });
const start = async (options: Partial<Parameters<typeof startProxyServer>[0]> = {}) => {
  proxy = await startProxyServer({ hosts: { "s3.test": portOf(overTls) }, ...options });
  return proxy;
};
const withUser = (address: string, user: string) => address.replace("://", `://${user}@`);

describe("a store behind a proxy", () => {
  test.each(["HTTPS_PROXY", "https_proxy"])(
    "is reached through %s, with its own certificate verified",
    async (name) => {
      const { address, asked } = await start();
      expect(await download({ ...s3(), env: { [name]: address } })).toMatchObject({ problem: undefined, input: "1" });
      expect(new Set(asked)).toEqual(new Set(["CONNECT s3.test:443"]));
    },
  );

  test("is not believed when its certificate is not trusted, and its CA is told as it is seen through the proxy", async () => {
    const { address } = await start();
    const { problem, input, text } = await download({ ...s3(), ca: "other.crt", env: { HTTPS_PROXY: address } });
    expect({ problem, input }).toEqual({ problem: "CERTIFICATE_UNTRUSTED", input: null });
    expect(text).toContain("the certificate of https://s3.test is signed by no CA that this process trusts");
    expect(text).toContain("issuer CN=Example Private CA");
  });

  test("is not believed either when NODE_TLS_REJECT_UNAUTHORIZED is 0", async () => {
    const { address } = await start();
    const env = { HTTPS_PROXY: address, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    expect(await download({ ...s3(), ca: "other.crt", env })).toMatchObject({
      problem: "CERTIFICATE_UNTRUSTED",
      input: null,
    });
  });

  test("is reached through one that speaks TLS and wants a password", async () => {
    const tls = await authority.issue({ commonName: "proxy", hosts: ["localhost"] });
    const { address } = await start({ tls, credentials: "user:p@ss" });
    const env = { HTTPS_PROXY: withUser(address, "user:p%40ss") };
    expect(await download({ ...s3(), env })).toMatchObject({ problem: undefined, input: "1" });
  });

  test("is not reached through one whose own certificate is not trusted, which is named", async () => {
    const tls = await (await createCertificateAuthority("Proxy CA")).issue({ commonName: "p", hosts: ["localhost"] });
    const { address, asked } = await start({ tls });
    const env = { HTTPS_PROXY: withUser(address, "user:do-not-print") };
    const { problem, text } = await download({ ...s3(), env });
    expect(problem).toBe("CERTIFICATE_UNTRUSTED");
    expect(text).toContain(`the certificate of ${address} is signed by no CA that this process trusts`);
    expect(text).toContain("issuer CN=Proxy CA");
    expect(text).not.toContain("do-not-print");
    expect(asked).toEqual([]);
  });

  test.each([
    { status: 407, options: { credentials: "user:right" }, problem: "PROXY_REFUSED", says: "user and password" },
    { status: 403, options: { refuses: 403 }, problem: "PROXY_REFUSED", says: "list s3.test in NO_PROXY" },
    { status: 502, options: { hosts: {} }, problem: "STORE_UNREACHABLE", says: "finds no way to https://s3.test" },
  ])("is not reached through one that answers $status, which is named without its password", async (refusal) => {
    const { address } = await start(refusal.options);
    const { problem, text } = await download({ ...s3(), env: { HTTPS_PROXY: withUser(address, "user:do-not-print") } });
    expect(problem).toBe(refusal.problem);
    expect(text).toContain(`the proxy ${address} `);
    expect(text).toContain(`(HTTP ${refusal.status})`);
    expect(text).toContain(refusal.says);
    expect(text).not.toContain("do-not-print");
  });

  test.each([
    { variable: "HTTPS_PROXY", endpoint: "https://s3.test" },
    { variable: "HTTP_PROXY", endpoint: "http://s3.test" },
  ])("is not reached through one that is not there, which $variable names", async ({ variable, endpoint }) => {
    const { address, close } = await start();
    close();
    const env = { [variable]: withUser(address, "user:do-not-print") };
    const { problem, text } = await download({ endpoint, server: plain, env });
    expect(problem).toBe("PROXY_UNREACHABLE");
    expect(text).toContain(`no connection to the proxy ${address}: `);
    expect(text).toContain(`${variable} is ${address}`);
    expect(text).not.toContain("do-not-print");
  });

  test.each(["NO_PROXY", "no_proxy"])("is asked directly when %s excepts it", async (name) => {
    const { address, asked } = await start();
    const { problem } = await download({ ...s3(), env: { HTTPS_PROXY: address, [name]: "other.test, .test:443" } });
    expect(problem).toBe("STORE_UNREACHABLE");
    expect(asked).toEqual([]);
  });

  test("is asked directly on loopback, whatever the variables say", async () => {
    const { address, asked } = await start();
    const { problem, input } = await download({
      endpoint: overTls.endpoint,
      server: overTls,
      env: { HTTPS_PROXY: address },
    });
    expect({ problem, input, asked }).toEqual({ problem: undefined, input: "1", asked: [] });
  });
});

describe("a store without TLS behind a proxy", () => {
  const url = "http://s3.test/flyte-data/inputs.pb";
  const viaPlain = () => ({ endpoint: "http://s3.test", server: plain });

  test.each(["HTTP_PROXY", "http_proxy"])("is asked for by its whole address through %s", async (name) => {
    const { address, asked } = await start({ hosts: { "s3.test": portOf(plain) }, credentials: "user:right" });
    const env = { [name]: withUser(address, "user:right") };
    expect(await download({ ...viaPlain(), env })).toMatchObject({ problem: undefined, input: "1" });
    expect(asked[0]).toBe(`GET ${url}`);
  });

  test("is not reached through one that wants a password", async () => {
    const { address } = await start({ hosts: { "s3.test": portOf(plain) }, credentials: "user:right" });
    const { problem, text } = await download({
      ...viaPlain(),
      env: { HTTP_PROXY: withUser(address, "user:do-not-print") },
    });
    expect(problem).toBe("PROXY_REFUSED");
    expect(text).toContain(`the proxy ${address} does not let us through to http://s3.test (HTTP 407)`);
    expect(text).not.toContain("do-not-print");
  });
});
