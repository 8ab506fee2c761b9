import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  type CertificateAuthority,
  createCertificateAuthority,
  type ServerCertificate,
} from "../../../../test/support/certificate-authority.ts";
import { deadPort } from "../../../../test/support/dead-port.ts";
import { type S3Server, startS3Server } from "../../../../test/support/s3-server.ts";
import { callDoctor } from "../testing/call-doctor.ts";
import { listenLocally } from "../testing/local-ports.ts";

let folder = "";
let authority: CertificateAuthority;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-doctor-"));
  authority = await createCertificateAuthority("Doctor CA");
  await writeFile(join(folder, "ca.pem"), authority.certificatePem);
});
afterAll(() => rm(folder, { recursive: true }));

const doctor = (...[args, environment]: readonly [readonly string[], Readonly<Record<string, string>>?]) =>
  callDoctor(folder, args, environment);

describe("doctor on a store", () => {
  test("under a trusted CA shows its chain, and that the bucket answers; nothing is written", async () => {
    const tls = await authority.issue({ commonName: "store.example", hosts: ["localhost"], notAfter: inDays(90) });
    const server = await s3Server(tls);
    const config = await configFor(server.endpoint, server.secretAccessKey);
    const trusted = { AWS_CA_BUNDLE: join(folder, "ca.pem"), AWS_ACCESS_KEY_ID: server.accessKeyId };
    const { find, text } = await doctor(["--config", await withKey(config, server)], trusted);
    expect(find("store server")).toMatchObject({
      status: "ok",
      what: `${server.endpoint} answers, and its certificate is trusted`,
    });
    expect(find("store server").details).toEqual([
      "subject CN=store.example",
      "  issuer CN=Doctor CA, O=Podwright test",
      expect.stringMatching(/^ {2}valid from .* to .*$/),
      "  issued for DNS:localhost",
    ]);
    expect(find("store access")).toMatchObject({
      status: "ok",
      what: "s3://data can be listed and holds nothing yet; nothing was written (--write tries it)",
    });
    expect(text).not.toContain(server.secretAccessKey);
    const written = await doctor(["--config", config, "--write"], trusted);
    expect(written.find("store access").what).toBe(
      "s3://data can be listed and written: s3://data/podwright-doctor was written",
    );
    const after = await doctor(["--config", config, "--store", "s3://data"], trusted);
    expect(after.find("store access").what).toContain("holds among others s3://data/podwright-doctor;");
  });

  test("whose certificate ends soon warns of it", async () => {
    const notAfter = inDays(3);
    const tls = await authority.issue({ commonName: "store.example", hosts: ["localhost"], notAfter });
    const server = await s3Server(tls);
    const config = await withKey(await configFor(server.endpoint, server.secretAccessKey), server);
    const { find } = await doctor(["--config", config], { AWS_CA_BUNDLE: join(folder, "ca.pem") });
    expect(find("store server")).toMatchObject({
      status: "warning",
      what: `${server.endpoint} is trusted, but CN=store.example ends on ${notAfter.toISOString().slice(0, 10)}`,
    });
  });

  test("under a CA that is not trusted says who signed, what was searched and what mends it; the engines still work", async () => {
    const server = await s3Server(await authority.issue({ commonName: "store.example", hosts: ["localhost"] }));
    const { exitCode, find } = await doctor(["--config", await configFor(server.endpoint)]);
    expect(exitCode).toBe(0);
    const found = find("store server");
    expect(found.status).toBe("failed");
    expect(found.details).toContain("issuer CN=Doctor CA, O=Podwright test");
    expect(found.details?.join("\n")).toContain(`tried  directory ${folder}/no-certificates (SSL_CERT_DIR): 0 CAs`);
    expect(found.fix).toContain("SSL_CERT_FILE=YOUR-CA.pem podwright run");
  });

  test("with an expired certificate says since when", async () => {
    const tls = await authority.issue({
      ...{ commonName: "store.example", hosts: ["localhost"] },
      ...{ notBefore: new Date("2024-01-01T00:00:00Z"), notAfter: new Date("2025-01-01T00:00:00Z") },
    });
    const server = await s3Server(tls);
    const config = await configFor(server.endpoint);
    const { find } = await doctor(["--config", config], { AWS_CA_BUNDLE: join(folder, "ca.pem") });
    expect(find("store server")).toMatchObject({ status: "failed", what: expect.stringContaining("expired") });
    expect(find("store server").details?.join("\n")).toContain("Jan  1 00:00:00 2025 GMT");
  });

  test("that refuses the credentials says so, without them", async () => {
    const server = await s3Server();
    const { find, text } = await doctor(["--config", await configFor(server.endpoint)]);
    expect(find("store server").what).toBe(`${server.endpoint} answers, without TLS`);
    expect(find("store access")).toMatchObject({ status: "failed" });
    expect(text).not.toContain("do-not-print");
  });

  test("at a dead port says so", async () => {
    const endpoint = `http://127.0.0.1:${await deadPort()}`;
    const { find } = await doctor(["--config", await configFor(endpoint)]);
    expect(find("store server")).toMatchObject({
      status: "failed",
      what: expect.stringContaining(`no connection to ${endpoint}: connect ECONNREFUSED`),
    });
    expect(find("store access")).toMatchObject({
      status: "skipped",
      what: "the store's server does not answer, or is not trusted",
    });
  });

  test("that is silent is given up within seconds", { timeout: 20_000 }, async () => {
    const { port, close } = await listenLocally(createServer(() => {}));
    onTestFinished(close);
    const begun = Date.now();
    const { exitCode, find } = await doctor(["--config", await configFor(`https://localhost:${port}`)]);
    expect(exitCode).toBe(0);
    expect(find("store server")).toMatchObject({ status: "failed", what: "gave no answer in 6 s" });
    expect(find("store access").status).toMatch(/^(skipped|failed)$/);
    expect(Date.now() - begun).toBeLessThan(15_000);
  });

  test("behind a proxy that is not there names the proxy without its password", async () => {
    const proxy = `http://user:do-not-print@127.0.0.1:${await deadPort()}`;
    const environment = { HTTPS_PROXY: proxy, NO_PROXY: "other.example" };
    const { find, text } = await doctor(["--config", await configFor("https://s3.example")], environment);
    const origin = new URL(proxy).origin;
    expect(find("proxies")).toMatchObject({ status: "ok", what: `HTTPS_PROXY ${origin}; NO_PROXY other.example` });
    expect(find("store server").what).toContain(`no connection to the proxy ${origin}`);
    expect(text).not.toContain("do-not-print");
  });

  test("that is a folder needs no server", async () => {
    const { find } = await doctor(["--store", "data"]);
    expect(find("store server")).toMatchObject({ status: "skipped", what: `the store is a folder, ${folder}/data` });
    expect(find("store access").what).toBe(`the folder ${folder}/data is not there yet; a run makes it`);
  });

  test("in a config that cannot be read is that config's problem", async () => {
    const { find } = await doctor(["--config", join(folder, "gone.yaml")]);
    expect(find("store server")).toMatchObject({ status: "failed", what: expect.stringContaining("gone.yaml") });
    expect(find("store access")).toEqual({
      name: "store access",
      status: "skipped",
      what: "no store can be told from what is said above",
    });
  });
});

async function configFor(endpoint: string, secret = "do-not-print"): Promise<string> {
  const file = join(folder, `flyte-${endpoint.replaceAll(/\W/g, "-")}.yaml`);
  await writeFile(
    file,
    `storage: { type: stow, container: data, stow: { kind: s3, config: { auth_type: accesskey, access_key_id: key, secret_key: ${secret}, region: us-east-1, endpoint: "${endpoint}" } } }\n`,
  );
  return file;
}

async function s3Server(tls?: ServerCertificate): Promise<S3Server> {
  const server = await startS3Server({ buckets: ["data"], ...(tls && { tls }) });
  onTestFinished(() => server.close());
  return server;
}

async function withKey(config: string, { accessKeyId }: S3Server): Promise<string> {
  await writeFile(
    config,
    (await readFile(config, "utf8")).replace("access_key_id: key", `access_key_id: ${accessKeyId}`),
  );
  return config;
}

function inDays(days: number): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000 + days * 24 * 3_600_000);
}
