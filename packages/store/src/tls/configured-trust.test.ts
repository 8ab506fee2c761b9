import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { ProblemError } from "@podwright/core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type CertificateAuthority,
  createCertificateAuthority,
} from "../../../../test/support/certificate-authority.ts";
import { type S3Server, startS3Server } from "../../../../test/support/s3-server.ts";
import { openStore } from "../open-store.ts";

let folder: string;
let server: S3Server;
let clients: CertificateAuthority;
const at = (name: string) => join(folder, name);
const closing: (() => unknown)[] = [];

/** A server under one private CA whose clients need certificates of another, and the files that name both. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-client-"));
  const authority = await createCertificateAuthority("Example Private CA");
  clients = await createCertificateAuthority("Example Client CA");
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  server = await startS3Server({ buckets: ["flyte-data"], tls, clientCaPem: clients.certificatePem });
  const below = await clients.intermediate("Example Client Issuer");
  const mine = await below.issue({ commonName: "copilot", hosts: [], usage: "client" });
  const { privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "do-not-print" },
  });
  const files = {
    "ca.crt": authority.certificatePem,
    "client.crt": mine.certificatePem + below.certificatePem,
    "client.key": mine.privateKeyPem,
    "other.key": (await clients.issue({ commonName: "other", hosts: [], usage: "client" })).privateKeyPem,
    "encrypted.key": privateKey,
    "server.crt": tls.certificatePem,
    "server.key": tls.privateKeyPem,
    "junk.pem": "Paste it here",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(at(name), text);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const client = { client_cert_path: "client.crt", client_key_path: "client.key" };

/** What a store of this config meets: null when all is well, else the problem. */
async function meets(paths: Readonly<Record<string, string>>, environment = {}, endpoint = server.endpoint) {
  const config = {
    endpoint,
    access_key_id: server.accessKeyId,
    secret_key: server.secretAccessKey,
    ...Object.fromEntries(Object.entries(paths).map(([key, name]) => [key, at(name)])),
  };
  const stow = { kind: "s3", config };
  const storage = { type: "stow", container: "flyte-data", "enable-multicontainer": false, stow };
  try {
    const store = await openStore({ storage, environment, trust: { certificates: [], searched: [] } });
    closing.push(() => store.close());
    await store.write("s3://flyte-data/a", { sizeBytes: 1, open: () => oneByte() });
    expect(await store.stat("s3://flyte-data/a")).toMatchObject({ sizeBytes: 1 });
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0];
    throw error;
  }
}

async function* oneByte(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("a");
}

describe("a store whose config names", () => {
  test("a CA and a client certificate with its intermediate lets a server that wants both be used", async () => {
    expect(await meets({ ca_path: "ca.crt", ...client })).toBeNull();
  });

  test("a CA trusts it, though AWS_CA_BUNDLE takes the place of everything in the environment", async () => {
    expect(await meets({ ca_path: "ca.crt", ...client }, { AWS_CA_BUNDLE: at("client.crt") })).toBeNull();
  });

  test("a CA that is not the server's tells of that file among what was searched", async () => {
    expect(await meets({ ca_path: "client.crt", ...client })).toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
      tried: [`file ${at("client.crt")} (ca_path): 2 CAs`],
    });
  });

  test("no client certificate is told that the server wants one", async () => {
    expect(await meets({ ca_path: "ca.crt" })).toMatchObject({
      code: "CLIENT_CERTIFICATE_REQUIRED",
      where: server.endpoint,
      fix: expect.stringContaining("client_cert_path and client_key_path"),
    });
  });

  test.each([
    { name: "a CA file that is missing", paths: { ca_path: "nope.crt" }, where: "nope.crt", says: "ENOENT" },
    { name: "a CA file without a certificate", paths: { ca_path: "junk.pem" }, where: "junk.pem", says: "not PEM" },
  ])("$name is refused", async ({ paths, where, says }) => {
    expect(await meets(paths)).toMatchObject({
      code: "CA_FILE_UNREADABLE",
      what: `ca_path of storage.stow.config names a file that gives no CA certificates (${says})`,
      where: at(where),
    });
  });

  test.each([
    {
      name: "a certificate without a key",
      paths: { client_cert_path: "client.crt" },
      what: "client_cert_path is set, and client_key_path is not",
    },
    {
      name: "a key without a certificate",
      paths: { client_key_path: "client.key" },
      what: "client_key_path is set, and client_cert_path is not",
    },
    {
      name: "a key that is missing",
      paths: { ...client, client_key_path: "nope.key" },
      what: "the file of client_key_path cannot be read (ENOENT)",
    },
    {
      name: "a certificate that is none",
      paths: { ...client, client_cert_path: "junk.pem" },
      what: "the file of client_cert_path holds no PEM certificate",
    },
    {
      name: "a key that is none",
      paths: { ...client, client_key_path: "junk.pem" },
      what: "the file of client_key_path holds no PEM private key",
    },
    {
      name: "an encrypted key",
      paths: { ...client, client_key_path: "encrypted.key" },
      what: "the file of client_key_path holds an encrypted key, and there is no passphrase",
    },
    {
      name: "the key of another certificate",
      paths: { ...client, client_key_path: "other.key" },
      what: "the key of client_key_path does not belong to the certificate of client_cert_path",
    },
  ])("$name is refused", async ({ paths, what }) => {
    expect(await meets(paths)).toMatchObject({ code: "CLIENT_CERTIFICATE_INVALID", what });
  });

  test("files that are exchanged is opened with the new ones", async () => {
    const files = { ca_path: "ca.crt", client_cert_path: "renewed.crt", client_key_path: "renewed.key" };
    const strangers = await createCertificateAuthority("Example Client CA");
    for (const [issuer, want] of [
      [strangers, false],
      [clients, true],
    ] as const) {
      const { certificatePem, privateKeyPem } = await issuer.issue({
        commonName: "copilot",
        hosts: [],
        usage: "client",
      });
      await writeFile(at("renewed.crt"), certificatePem);
      await writeFile(at("renewed.key"), privateKeyPem);
      expect((await meets(files)) === null).toBe(want);
    }
  });
});

describe("a server that does not accept the client certificate", () => {
  test.each([
    { alert: 48, says: "tlsv1 alert unknown ca" },
    { alert: 42, says: "ssl/tls alert bad certificate" },
    { alert: 45, says: "ssl/tls alert certificate expired" },
    { alert: 40, says: "ssl/tls alert handshake failure" },
  ])("is told with our certificate, by alert $alert", async ({ alert, says }) => {
    const listener = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert])));
    });
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    closing.push(() => listener.close());
    const endpoint = `https://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const problem = await meets(client, {}, endpoint);
    expect(problem).toMatchObject({ code: "CLIENT_CERTIFICATE_REFUSED", where: endpoint });
    expect(problem?.what.split("\n").slice(0, 3)).toEqual([
      `${endpoint} does not accept the client certificate of client_cert_path`,
      "subject CN=copilot",
      "issuer CN=Example Client Issuer, O=Podwright test",
    ]);
    expect(problem?.what).toContain(`(${says})`);
    if (alert === 40) expect(await meets({}, {}, endpoint)).toMatchObject({ code: "CLIENT_CERTIFICATE_REQUIRED" });
  });
});

describe("the client certificate is shown, and the CA of the config trusted, for", () => {
  const tls = () => ({ ca_path: at("ca.crt"), client_cert_path: at("client.crt"), client_key_path: at("client.key") });
  test.each([
    { kind: "s3", uri: "s3://data/a", config: { access_key_id: "k", secret_key: "s" } },
    { kind: "azure", uri: "abfs://data/a", config: { account: "acc", key: "a2V5" } },
    { kind: "google", uri: "gs://data/a", config: {} },
    { kind: "local", uri: "https://HOST/data/a", config: { path: "." } },
  ])("kind $kind and $uri", async ({ kind, uri, config }) => {
    const shown = new Set<string>();
    const authority = { key: await readFile(at("server.key")), cert: await readFile(at("server.crt")) };
    const listener = createHttpsServer(
      { ...authority, requestCert: true, ca: clients.certificatePem },
      (request, response) => {
        const { authorized, getPeerCertificate } = request.socket as TLSSocket;
        shown.add(`${authorized} ${getPeerCertificate.call(request.socket).subject.CN}`);
        response.writeHead(404).end();
      },
    );
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    closing.push(
      () => listener.closeAllConnections(),
      () => listener.close(),
    );
    const host = `localhost:${(listener.address() as AddressInfo).port}`;
    const endpoint = kind === "azure" ? `https://${host}/acc` : `https://${host}`;
    const stow = { kind, config: { ...config, ...(kind !== "google" && { endpoint }), ...tls() } };
    const schemes = { https: { kind: "http", config: tls() } };
    const storage = { type: "stow", container: "data", "enable-multicontainer": false, stow, schemes };
    const environment = kind === "google" ? { STORAGE_EMULATOR_HOST: endpoint } : {};
    const store = await openStore({ storage, environment, trust: { certificates: [], searched: [] } });
    closing.push(() => store.close());
    await store.stat(uri.replace("HOST", host)).catch((error) => expect(error).toBeInstanceOf(ProblemError));
    expect([...shown]).toEqual(["true copilot"]);
  });
});
