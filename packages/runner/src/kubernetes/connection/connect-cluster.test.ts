import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProblemError } from "@podwright/core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type CertificateAuthority,
  createCertificateAuthority,
} from "../../../../../test/support/certificate-authority.ts";
import { type ScriptedServer, startScriptedServer } from "../../../../../test/support/scripted-server.ts";
import type { Cluster } from "./cluster.ts";
import { connectCluster } from "./connect-cluster.ts";

let authority: CertificateAuthority;
let folder: string;
let server: ScriptedServer | undefined;
let cluster: Cluster | undefined;
beforeAll(async () => {
  authority = await createCertificateAuthority("Cluster CA");
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cluster-"));
});
afterEach(async () => {
  await cluster?.close();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

interface Setting {
  readonly user?: object;
  readonly cluster?: object;
  readonly ca?: string;
}

/** A cluster that answers as told, over TLS, and the kubeconfig that leads to it. */
async function connect(answer: RequestListener, setting: Setting = {}): Promise<Cluster> {
  const certificate = await authority.issue({ commonName: "kube-apiserver", hosts: ["localhost"] });
  server = await startScriptedServer(answer, certificate);
  const ca = Buffer.from(setting.ca ?? authority.certificatePem).toString("base64");
  return await connectTo(server.endpoint, {
    ...setting,
    cluster: { "certificate-authority-data": ca, ...setting.cluster },
  });
}

async function connectTo(endpoint: string, setting: Setting): Promise<Cluster> {
  const path = join(folder, "config");
  const kubeconfig = {
    clusters: [{ name: "c", cluster: { server: endpoint, ...setting.cluster } }],
    users: [{ name: "u", user: setting.user ?? { token: "secret" } }],
    contexts: [{ name: "ctx", context: { cluster: "c", user: "u", namespace: "team" } }],
    "current-context": "ctx",
  };
  writeFileSync(path, JSON.stringify(kubeconfig));
  cluster = await connectCluster({ kubeconfig: path, environment: {} });
  return cluster;
}

function send(response: ServerResponse, statusCode: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(statusCode, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function problemOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProblemError)) throw new Error(`no problem: ${String(error)}`);
  return error.problems[0];
}

test("asks for no more than the metadata of an object where only its being there counts", async () => {
  const asked: (string | undefined)[] = [];
  const cluster = await connect((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.accept}`);
    const isThere = request.url?.endsWith("/mine");
    if (isThere) send(response, 200, { kind: "PartialObjectMetadata", metadata: { name: "mine" } });
    else send(response, 404, { kind: "Status", reason: "NotFound", details: { name: "other", kind: "secrets" } });
  });
  expect(await cluster.exists("secrets", "mine")).toBe(true);
  expect(await cluster.exists("secrets", "other", { namespace: "tasks" })).toBe(false);
  const metadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
  expect(asked).toEqual([
    `GET /api/v1/namespaces/team/secrets/mine ${metadata}`,
    `GET /api/v1/namespaces/tasks/secrets/other ${metadata}`,
  ]);
});

const pathOf = (request: IncomingMessage) => `${request.method} ${request.url}`;

describe("calls", () => {
  test("go to the context's namespace, as its user", async () => {
    const connected = await connect((_, response) => send(response, 200, { metadata: { name: "x" } }));
    expect(await connected.get("configmaps", "x")).toEqual({ metadata: { name: "x" } });
    await connected.get("namespaces", "team");
    await connected.get("pods", "a/b", { namespace: "other" });
    expect(server?.requests.map(pathOf)).toEqual([
      "GET /api/v1/namespaces/team/configmaps/x",
      "GET /api/v1/namespaces/team",
      "GET /api/v1/namespaces/other/pods/a%2Fb",
    ]);
    expect(server?.requests[0]?.headers.authorization).toBe("Bearer secret");
  });

  test("list page by page", async () => {
    const connected = await connect((request, response) => {
      const isSecond = request.url?.includes("continue=two");
      const metadata = { resourceVersion: "7", ...(!isSecond && { continue: "two" }) };
      send(response, 200, { metadata, items: [{ metadata: { name: isSecond ? "b" : "a" } }] });
    });
    const { items, resourceVersion } = await connected.list("pods", { labelSelector: "a=b" });
    expect(items.map(({ metadata }) => metadata?.name)).toEqual(["a", "b"]);
    expect(resourceVersion).toBe("7");
    expect(server?.requests[1]?.url).toBe("/api/v1/namespaces/team/pods?labelSelector=a%3Db&limit=500&continue=two");
  });

  test("are tried again while the server is in trouble, and wait as long as it asks", async () => {
    const times: number[] = [];
    const connected = await connect((_, response) => {
      times.push(Date.now());
      if (times.length === 1) return send(response, 503, { message: "starting" });
      if (times.length === 2) return send(response, 429, { message: "slow down" }, { "retry-after": "1" });
      send(response, 200, { gitVersion: "v1.34.4" });
    });
    expect(await connected.version()).toBe("v1.34.4");
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test("that create are not tried again where the server may have done it", async () => {
    const connected = await connect((_, response) => send(response, 504, { message: "etcd is slow" }));
    expect((await problemOf(connected.create("pods", {}))).code).toBe("CLUSTER_UNAVAILABLE");
    expect(server?.requests.length).toBe(1);
  });

  test("give nothing for what is not there, and a problem where the namespace is not", async () => {
    const connected = await connect((request, response) => {
      const kind = request.url?.includes("/nowhere/") ? "namespaces" : "pods";
      send(response, 404, { reason: "NotFound", details: { kind } });
    });
    expect(await connected.get("pods", "x")).toBeUndefined();
    expect(await connected.delete("pods", "x")).toBe(false);
    expect((await problemOf(connected.get("pods", "x", { namespace: "nowhere" }))).code).toBe(
      "CLUSTER_NAMESPACE_MISSING",
    );
  });

  test("end with the signal's reason", async () => {
    const reason = new Error("enough");
    const stop = new AbortController();
    const connected = await connect(() => stop.abort(reason));
    await expect(connected.list("pods", { signal: stop.signal })).rejects.toBe(reason);
  });
});

describe("streams", () => {
  test("give what happens, whole lines however they come, and the version to go on from", async () => {
    const connected = await connect(async (_, response) => {
      const line = JSON.stringify({ type: "ADDED", object: { metadata: { name: "ä", resourceVersion: "8" } } });
      const bytes = Buffer.from(
        `${line}\n{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}\n{"type":"ADD`,
      );
      for (const byte of bytes) if (!response.write(Buffer.of(byte))) await once(response, "drain");
      response.end();
    });
    const news = await all(connected.watch("pods", { resourceVersion: "5" }));
    expect(news.map(({ type, resourceVersion }) => `${type} ${resourceVersion}`)).toEqual(["ADDED 8", "BOOKMARK 9"]);
    expect(server?.requests[0]?.url).toMatch(
      /\?watch=true&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds=\d+$/,
    );
  });

  test("end with the server's word in them: the version has expired", async () => {
    const connected = await connect((_, response) => {
      response.end(
        `${JSON.stringify({ type: "ERROR", object: { code: 410, reason: "Expired", message: "too old" } })}\n`,
      );
    });
    const watch = all(connected.watch("pods", { resourceVersion: "5" }));
    await expect(watch).rejects.toMatchObject({ statusCode: 410, transient: false });
  });

  test("that break off are worth another try", async () => {
    const connected = await connect((_, response) => void response.write("line", () => response.destroy()));
    const chunks = await connected.logs("x", { container: "main", follow: true });
    await expect(all(chunks)).rejects.toMatchObject({ transient: true });
    expect(server?.requests[0]?.url).toBe(
      "/api/v1/namespaces/team/pods/x/log?container=main&timestamps=true&follow=true",
    );
  });
});

describe("who asks", () => {
  const execUser = (command: string) => ({
    exec: {
      apiVersion: "client.authentication.k8s.io/v1",
      command,
      installHint: "install corp-login from the intranet",
    },
  });
  const writePlugin = (script: string): string => {
    const path = join(folder, "corp-login");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  test("is what an exec plugin says, asked once, and again when its token is refused", async () => {
    const path = writePlugin(
      `echo x >> ${folder}/asked; echo '{"status":{"token":"'$(wc -l < ${folder}/asked)$(echo $KUBERNETES_EXEC_INFO | grep -c localhost)'"}}'`,
    );
    const connected = await connect(
      (request, response) => {
        const known = request.headers.authorization === "Bearer 21";
        send(response, known ? 200 : 401, known ? { gitVersion: "v1" } : {});
      },
      { user: execUser(path) },
    );
    expect(await connected.version()).toBe("v1");
    expect(await connected.version()).toBe("v1");
    expect(server?.requests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer 11",
      "Bearer 21",
      "Bearer 21",
    ]);
  });

  test("is not known where the plugin is missing: what to install is said", async () => {
    const connected = await connect(() => {}, { user: execUser("/nowhere/corp-login") });
    const problem = await problemOf(connected.version());
    expect(problem).toMatchObject({ code: "CLUSTER_LOGIN_FAILED", fix: "install corp-login from the intranet" });
    expect(problem.what).toMatch(/^the program that logs user u in cannot be started: \/nowhere\/corp-login \(/);
  });

  test("is not known where the plugin fails: its own words are told", async () => {
    const connected = await connect(() => {}, { user: execUser(writePlugin("echo no ticket >&2; exit 3")) });
    expect(await problemOf(connected.version())).toMatchObject({
      code: "CLUSTER_LOGIN_FAILED",
      what: "logging user u in failed: no ticket",
    });
  });

  test.for([
    { how: "no JSON", printed: "s3cr3t-token" },
    { how: "JSON without a status", printed: '{"token":"s3cr3t-token"}' },
  ])("is not known where the plugin prints $how, and nothing of that is repeated", async ({ printed }) => {
    const connected = await connect(() => {}, { user: execUser(writePlugin(`echo '${printed}'`)) });
    expect(await problemOf(connected.version())).toMatchObject({
      code: "CLUSTER_LOGIN_FAILED",
      what: "logging user u in failed: what it printed is no ExecCredential",
    });
  });

  test("is told to have expired: a token", async () => {
    const payload = Buffer.from(JSON.stringify({ exp: 1_700_000_000 })).toString("base64url");
    const connected = await connect((_, response) => send(response, 401, {}), { user: { token: `e30.${payload}.x` } });
    expect(await problemOf(connected.version())).toMatchObject({
      code: "CLUSTER_CREDENTIALS_INVALID",
      what: "the cluster does not know who asks: the token expired at 2023-11-14T22:13:20.000Z",
    });
  });

  test("is told to have expired: a client certificate", async () => {
    const validity = { notBefore: new Date("2020-01-01"), notAfter: new Date("2021-01-01") };
    const old = await authority.issue({ commonName: "me", hosts: [], usage: "client", ...validity });
    const inBase64 = (pem: string) => Buffer.from(pem).toString("base64");
    const user = {
      "client-certificate-data": inBase64(old.certificatePem),
      "client-key-data": inBase64(old.privateKeyPem),
    };
    const connected = await connect((_, response) => send(response, 401, {}), { user });
    expect((await problemOf(connected.version())).what).toBe(
      "the cluster does not know who asks: the client certificate expired at 2021-01-01T00:00:00.000Z",
    );
  });

  test("cannot log in by an auth-provider", async () => {
    const connected = connect(() => {}, { user: { "auth-provider": { name: "oidc" } } });
    expect(await problemOf(connected)).toMatchObject({
      code: "KUBECONFIG_INVALID",
      fix: "have a kubeconfig written that names an exec plugin, such as kubelogin, in its place",
    });
  });

  test("needs the files that the kubeconfig names", async () => {
    const connected = await connect(() => {}, { user: { "client-certificate": "gone.crt" } });
    expect(await problemOf(connected.version())).toMatchObject({
      code: "KUBECONFIG_INVALID",
      fix: expect.stringContaining(`${folder}/gone.crt`),
    });
  });
});

describe("a cluster that cannot be reached", () => {
  test("is told when another CA signed its certificate, with the place where its own belongs", async () => {
    const other = await createCertificateAuthority("Other CA");
    const connected = await connect(() => {}, { ca: other.certificatePem });
    const problem = await problemOf(connected.version());
    expect(problem).toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
      where: `${server?.endpoint} (context ctx in ${folder}/config)`,
      fix: expect.stringContaining("certificate-authority-data of cluster c in the kubeconfig"),
      tried: [expect.stringContaining(`certificate-authority-data of cluster c in ${folder}/config`)],
    });
  });

  test("is told when nothing listens there", async () => {
    // No port that the kernel would give to somebody else meanwhile.
    const connected = await connectTo("http://127.0.0.1:1", {});
    expect(await problemOf(connected.version())).toMatchObject({
      code: "CLUSTER_UNREACHABLE",
      what: "no connection to the cluster's API server: connect ECONNREFUSED 127.0.0.1:1",
    });
  });

  test("is reached through the proxy of the kubeconfig", async () => {
    const proxy = createServer((socket) => void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n")).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const { port } = proxy.address() as { port: number };
    const connected = await connectTo("https://cluster.test:6443", {
      cluster: { "proxy-url": `http://127.0.0.1:${port}` },
    });
    expect((await problemOf(connected.version())).code).toBe("CLUSTER_UNREACHABLE");
    proxy.close();
  });
});

test("reads a log as it is", async () => {
  const connected = await connect((_, response) => void response.end(Buffer.from([0xff, 0x0a])));
  const chunks = await connected.logs("x", { container: "main", previous: true, sinceTime: "2026-01-01T00:00:00Z" });
  expect(Buffer.concat(await all(chunks))).toEqual(Buffer.from([0xff, 0x0a]));
  expect(server?.requests[0]?.url).toContain("&previous=true&sinceTime=2026-01-01T00%3A00%3A00Z");
  expect(server?.requests.length).toBe(1);
});

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}
