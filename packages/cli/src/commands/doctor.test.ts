import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type CertificateAuthority,
  createCertificateAuthority,
  type ServerCertificate,
} from "../../../../test/support/certificate-authority.ts";
import { type S3Server, startS3Server } from "../../../../test/support/s3-server.ts";
import { callPodwright } from "../testing/call-podwright.ts";

const path = "/usr/local/bin:/usr/bin:/bin";
const before = process.cwd();
let folder = "";
let authority: CertificateAuthority;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-doctor-"));
  authority = await createCertificateAuthority("Doctor CA");
  await writeFile(join(folder, "ca.pem"), authority.certificatePem);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  process.chdir(before);
  for (const each of opened.splice(0)) await each.close();
});

interface Found {
  readonly name: string;
  readonly status: string;
  readonly what: string;
  readonly details?: readonly string[];
  readonly fix?: string;
}

/** What doctor found, by the checks' names. No certificate of this machine counts, but those of the given environment. */
async function doctor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const empty = join(folder, "no-certificates");
  await mkdir(empty, { recursive: true });
  const call = await callPodwright(["doctor", "-o", "json", ...args], {
    workingDirectory: folder,
    environment: { PATH: path, SSL_CERT_DIR: empty, ...environment },
  });
  expect(call.stderr).toBe("");
  const { checks, engines } = JSON.parse(call.stdout) as { checks: readonly Found[]; engines: readonly string[] };
  const find = (name: string): Found => {
    const found = checks.find((check) => check.name === name);
    if (!found) throw new Error(`no check ${name}`);
    return found;
  };
  return { exitCode: call.exitCode, engines, find, text: call.stdout };
}

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
  opened.push(server);
  return server;
}

describe("doctor on a machine", () => {
  test("with bubblewrap says that the sandbox works, and ends with 0", async () => {
    const { exitCode, engines, find } = await doctor([]);
    expect({ exitCode, engines: engines.includes("sandbox") }).toEqual({ exitCode: 0, engines: true });
    expect(find("node")).toMatchObject({ status: "ok", what: expect.stringMatching(/^v2\d\..*node/) });
    expect(find("bubblewrap")).toMatchObject({
      status: "ok",
      what: expect.stringMatching(/^\d+\.\d+\.\d+, \/.*bwrap$/),
    });
    expect(find("sandbox").what).toMatch(/^bubblewrap makes a sandbox as \w+$/);
    expect(find("engine").what).toBe("auto takes the sandbox, because bubblewrap makes sandboxes here");
  });

  test("without bubblewrap on PATH and without anything else ends with 4, and says what to install", async () => {
    const { exitCode, engines, find } = await doctor([], { PATH: join(folder, "nothing-here") });
    expect({ exitCode, engines }).toEqual({ exitCode: 4, engines: [] });
    expect(find("bubblewrap").fix).toContain("apt-get install bubblewrap");
    expect(find("sandbox").status).toBe("failed");
    expect(find("engine")).toMatchObject({ status: "failed", what: "no engine works here" });
    expect(find("programs")).toMatchObject({ status: "failed" });
  });

  test("whose bubblewrap may make no sandbox repeats what it says, and how to allow it", async () => {
    const bin = join(folder, "forbidden");
    await mkdir(bin);
    const said = "bwrap: setting up uid map: Permission denied";
    await writeFile(
      join(bin, "bwrap"),
      `#!/bin/sh\n[ "$1" = --version ] && echo bubblewrap 0.9.0 && exit\necho "${said}" >&2\nexit 1\n`,
    );
    await chmod(join(bin, "bwrap"), 0o755);
    const { exitCode, find } = await doctor([], { PATH: `${bin}:${path}` });
    expect(exitCode).toBe(4);
    expect(find("bubblewrap")).toEqual({ name: "bubblewrap", status: "ok", what: `0.9.0, ${bin}/bwrap` });
    expect(find("sandbox")).toMatchObject({ status: "failed", engine: "sandbox", details: [`where  ${said}`] });
    expect(find("sandbox").fix).toMatch(/allow them, as root|docker run --privileged/);
  });

  test("where TMPDIR is no folder says so", async () => {
    const { find } = await doctor([], { TMPDIR: join(folder, "gone") });
    expect(find("disk")).toMatchObject({
      status: "failed",
      what: `the folder for temporary files, ${folder}/gone, cannot be used (ENOENT)`,
    });
  });

  test("without mkfifo, setpriv and nsenter says what needs them", async () => {
    const bin = join(folder, "only-bwrap");
    await mkdir(bin);
    await symlink("/usr/bin/bwrap", join(bin, "bwrap"));
    const { find } = await doctor([], { PATH: bin });
    expect(find("programs")).toMatchObject({
      status: "failed",
      what: "mkfifo is missing, which containers' output needs; setpriv is missing, which containers of another user than root need; nsenter is missing, which exec probes and hooks need",
      fix: "install coreutils and util-linux, or put the programs' folder on PATH",
    });
  });
});

describe("doctor on the CAs in force", () => {
  test("counts those of the variables that name them", async () => {
    const { find } = await doctor([], { SSL_CERT_FILE: join(folder, "ca.pem") });
    expect(find("trusted CAs")).toMatchObject({
      status: "warning",
      what: `1 CA is trusted; nothing came of directory ${folder}/no-certificates (SSL_CERT_DIR): 0 CAs`,
      details: [
        `file ${folder}/ca.pem (SSL_CERT_FILE): 1 CA`,
        `directory ${folder}/no-certificates (SSL_CERT_DIR): 0 CAs`,
      ],
    });
  });

  test("names variables that AWS_CA_BUNDLE makes void", async () => {
    const file = join(folder, "ca.pem");
    const { find } = await doctor([], { AWS_CA_BUNDLE: file, NODE_EXTRA_CA_CERTS: "/extra.pem" });
    expect(find("trusted CAs")).toMatchObject({
      status: "ok",
      what: "1 CA is trusted",
      details: [
        `file ${file} (AWS_CA_BUNDLE): 1 CA`,
        "SSL_CERT_DIR has no effect on S3, because AWS_CA_BUNDLE is set",
        "NODE_EXTRA_CA_CERTS has no effect on S3, because AWS_CA_BUNDLE is set",
      ],
    });
  });

  test("warns of a named file whose CAs have all expired", async () => {
    const expired = await createCertificateAuthority("Old CA", {
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2021-01-01T00:00:00Z"),
    });
    const file = join(folder, "old.pem");
    await writeFile(file, expired.certificatePem);
    const { find } = await doctor([], { AWS_CA_BUNDLE: file });
    expect(find("trusted CAs")).toMatchObject({
      status: "warning",
      what: `1 CA is trusted; every CA has expired in file ${file} (AWS_CA_BUNDLE): 1 CA`,
      fix: "put the CA's new certificate into the file",
    });
    expect(find("trusted CAs").details).toContain("  CN=Old CA, O=Podwright test, until Jan  1 00:00:00 2021 GMT");
  });

  test("fails over a bundle that is none", async () => {
    const file = join(folder, "junk.pem");
    await writeFile(file, "junk\n");
    const { find } = await doctor([], { AWS_CA_BUNDLE: file });
    expect(find("trusted CAs")).toMatchObject({
      status: "failed",
      what: "AWS_CA_BUNDLE names a file that gives no CA certificates (not PEM)",
    });
  });
});

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
    const tls = await authority.issue({ commonName: "store.example", hosts: ["localhost"], notAfter: inDays(3) });
    const server = await s3Server(tls);
    const config = await withKey(await configFor(server.endpoint, server.secretAccessKey), server);
    const { find } = await doctor(["--config", config], { AWS_CA_BUNDLE: join(folder, "ca.pem") });
    expect(find("store server")).toMatchObject({
      status: "warning",
      what: `${server.endpoint} is trusted, but CN=store.example ends on ${inDays(3).toISOString().slice(0, 10)}`,
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
    const { port } = (await listen(createServer(() => {}))).address() as AddressInfo;
    const begun = Date.now();
    const { exitCode, find } = await doctor(["--config", await configFor(`https://localhost:${port}`)]);
    expect(exitCode).toBe(0);
    expect(find("store server")).toMatchObject({ status: "failed", what: "gave no answer in 6 s" });
    expect(find("store access").status).toMatch(/^(skipped|failed)$/);
    expect(Date.now() - begun).toBeLessThan(9_000);
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
  });
});

describe("doctor on container runtimes", () => {
  test("says of every place why there is none", async () => {
    const { find } = await doctor([], { HOME: folder, XDG_RUNTIME_DIR: join(folder, "run") });
    const found = find("containers");
    expect(["skipped", "failed", "ok", "warning"]).toContain(found.status);
    expect(found.details?.join("\n")).toContain(`${folder}/run/podman/podman.sock: ENOENT`);
  });

  test("fails over a dead socket", async () => {
    const socket = join(folder, "dead.sock");
    const dies = `require("net").createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, "SIGKILL"))`;
    spawnSync(process.execPath, ["-e", dies]);
    const { find, engines } = await doctor([], { DOCKER_HOST: `unix://${socket}` });
    expect(find("containers")).toMatchObject({
      status: "failed",
      what: "no container runtime answered",
      details: [`tried  DOCKER_HOST unix://${socket}: ECONNREFUSED`],
      fix: "start the engine behind DOCKER_HOST, correct it or unset it, or use --engine sandbox",
    });
    expect(engines).not.toContain("docker");
  });

  test("fails over something that listens and is no engine", async () => {
    const { port } = (await listen(createServer((socket) => socket.end("hello\n")))).address() as AddressInfo;
    const { find } = await doctor([], { DOCKER_HOST: `tcp://localhost:${port}` });
    expect(find("containers").details).toEqual([`tried  DOCKER_HOST tcp://localhost:${port}: not an engine`]);
  });
});

describe("doctor on a cluster", () => {
  async function kubeconfig(server: string, user: object, name = "kubeconfig"): Promise<string> {
    const file = join(folder, name);
    const config = {
      "current-context": "dev",
      clusters: [{ name: "dev", cluster: { server, "certificate-authority": "ca.pem" } }],
      contexts: [
        { name: "dev", context: { cluster: "dev", user: "me", namespace: "tasks" } },
        { name: "prod", context: { cluster: "dev", user: "me" } },
      ],
      users: [{ name: "me", user }],
    };
    await writeFile(file, JSON.stringify(config));
    return file;
  }

  test("is skipped where no kubeconfig is", async () => {
    const { find } = await doctor([], { HOME: folder });
    expect(find("kubeconfig")).toMatchObject({ status: "skipped", what: expect.stringContaining("there is none") });
    expect(find("cluster")).toMatchObject({ status: "skipped", what: "no kubeconfig names one" });
    expect(find("permissions").status).toBe("skipped");
  });

  test("says what is wrong with a broken kubeconfig, without its content", async () => {
    const file = join(folder, "broken");
    await writeFile(file, "users: [ { token: do-not-print\n");
    const { exitCode, find, text } = await doctor(["--kubeconfig", file]);
    expect(exitCode).toBe(0);
    expect(find("kubeconfig")).toMatchObject({ status: "failed", what: expect.stringContaining("is no YAML") });
    expect(find("cluster")).toMatchObject({ status: "skipped", what: "the kubeconfig cannot be used" });
    expect(text).not.toContain("do-not-print");
  });

  test("names the contexts that there are where another one is wanted", async () => {
    const file = await kubeconfig("https://localhost:1", { token: "do-not-print" });
    const { find } = await doctor(["--context", "prd"], { KUBECONFIG: file });
    expect(find("kubeconfig")).toMatchObject({ status: "failed", fix: "use --context prod" });
  });

  test("takes the context that podwright.yaml names, and the flag's before that", async () => {
    const file = await kubeconfig("https://localhost:1", { token: "do-not-print" });
    const place = join(folder, "with-cluster");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "podwright.yaml"), "cluster: prod\n");
    process.chdir(folder);
    const project = ["--project", join(place, "podwright.yaml")];
    const byProject = await doctor(project, { KUBECONFIG: file });
    expect(byProject.find("project").status).toBe("ok");
    expect(byProject.find("kubeconfig").what).toBe(`context prod of ${file}`);
    const byFlag = await doctor([...project, "--context", "dev"], { KUBECONFIG: file });
    expect(byFlag.find("project").status).toBe("ok");
    expect(byFlag.find("kubeconfig").what).toBe(`context dev of ${file}`);
  });

  test("says that a client certificate has expired, and since when", async () => {
    const { certificatePem, privateKeyPem } = await authority.issue({
      ...{ commonName: "me", hosts: ["me"], usage: "client" },
      ...{ notBefore: new Date("2024-01-01T00:00:00Z"), notAfter: new Date("2025-01-01T00:00:00Z") },
    });
    const inBase64 = (text: string) => Buffer.from(text).toString("base64");
    const file = await kubeconfig(`https://127.0.0.1:${await deadPort()}`, {
      "client-certificate-data": inBase64(certificatePem),
      "client-key-data": inBase64(privateKeyPem),
    });
    const { find, text } = await doctor(["--kubeconfig", file]);
    expect(find("kubeconfig")).toMatchObject({
      status: "failed",
      what: `context dev of ${file}: its client certificate expired at 2025-01-01T00:00:00.000Z`,
      fix: expect.stringContaining("have a new kubeconfig written"),
    });
    expect(text).not.toContain("PRIVATE");
  });

  test("says that nobody listens there, and whose server it is", async () => {
    const server = `https://127.0.0.1:${await deadPort()}`;
    const file = await kubeconfig(server, { token: "do-not-print" });
    const { exitCode, engines, find, text } = await doctor(["--kubeconfig", file, "-n", "mine"]);
    expect({ exitCode, kubernetes: engines.includes("kubernetes") }).toEqual({ exitCode: 0, kubernetes: false });
    expect(find("kubeconfig")).toMatchObject({
      status: "ok",
      what: `context dev of ${file}`,
      details: [`server ${server}, namespace mine, user me by a token`, "other contexts: prod"],
    });
    expect(find("cluster").what).toContain("no connection to the cluster's API server: connect ECONNREFUSED");
    expect(find("permissions")).toMatchObject({ status: "skipped", what: "the cluster does not answer" });
    expect(text).not.toContain("do-not-print");
  });

  test("gives a silent one up within seconds", { timeout: 20_000 }, async () => {
    const { port } = (await listen(createServer(() => {}))).address() as AddressInfo;
    const file = await kubeconfig(`https://localhost:${port}`, { token: "do-not-print" });
    const begun = Date.now();
    const { find } = await doctor(["--kubeconfig", file]);
    expect(find("cluster")).toMatchObject({ status: "failed", what: "gave no answer in 6 s" });
    expect(Date.now() - begun).toBeLessThan(9_000);
  });
});

describe("doctor on podwright.yaml", () => {
  test("says what it holds, and takes the store from it", async () => {
    const place = join(folder, "project");
    await mkdir(join(place, "templates"), { recursive: true });
    await writeFile(join(place, "podwright.yaml"), "store: data\nmanifests: templates\n");
    process.chdir(place);
    const { stdout } = await callPodwright(["doctor"], { workingDirectory: place, environment: { PATH: path } });
    expect(stdout).toContain(`ok       project          ${place}/podwright.yaml\n`);
    expect(stdout).toContain("store data; config none; manifests templates\n");
    expect(stdout).toContain(`skipped  store server     the store is a folder, ${place}/data\n`);
  });

  test("tells of what is wrong with it, and goes on", async () => {
    const place = join(folder, "wrong");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "podwright.yaml"), "stoer: data\n");
    process.chdir(place);
    const { exitCode, stdout } = await callPodwright(["doctor"], {
      workingDirectory: place,
      environment: { PATH: path },
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^failed {3}project {10}.*stoer/m);
    expect(stdout).toMatch(/^ok {7}engine/m);
  });
});

test("doctor prints a line for each check, with its fix below", async () => {
  const { stdout } = await callPodwright(["doctor", "--no-project"], {
    workingDirectory: folder,
    environment: { PATH: path, TMPDIR: join(folder, "gone") },
  });
  expect(
    stdout,
  ).toContain(`failed   disk             the folder for temporary files, ${folder}/gone, cannot be used (ENOENT)
         fix    set TMPDIR to a folder that you can write to
`);
});

async function withKey(config: string, { accessKeyId }: S3Server): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  await writeFile(
    config,
    (await readFile(config, "utf8")).replace("access_key_id: key", `access_key_id: ${accessKeyId}`),
  );
  return config;
}

function inDays(days: number): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000 + days * 24 * 3_600_000);
}

async function listen(server: Server): Promise<Server> {
  const sockets = new Set<import("node:net").Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return server;
}

/** A port that nobody listens at any more. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
