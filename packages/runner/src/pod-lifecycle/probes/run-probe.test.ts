import { createServer, type RequestListener } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from "node:net";
import type { Container } from "@podwright/core";
import { afterEach, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../../../../../test/support/certificate-authority.ts";
import { systemClock } from "../clock.ts";
import type { RunningContainer } from "../container-runtime.ts";
import { type ProbeAction, probeSpec } from "./probe-spec.ts";
import { type ProbeOutcome, runProbe } from "./run-probe.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const dial: RunningContainer["dial"] = (port, host) =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: host ?? "127.0.0.1" }, () => resolve(socket));
    socket.once("error", reject);
  });

/** Only a server that says nothing is to be cut short, whatever else there is to do on this machine. */
function ask(action: ProbeAction, more: Partial<Container> = {}): Promise<ProbeOutcome> {
  const container: Container = { name: "main", ...more, livenessProbe: { timeoutSeconds: 60, ...action } };
  const spec = probeSpec(container, "liveness");
  if (!spec) throw new Error("no probe");
  const exec = () => Promise.reject(new Error("not asked"));
  const target = { container, running: { exec, dial }, podIp: "127.0.0.1", clock: systemClock };
  return runProbe(spec, target, new AbortController().signal);
}

/** A port of this machine that nobody listens on any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("a probe over HTTP", () => {
  const answering = (answer: RequestListener) => listening(createServer(answer));

  test("succeeds on every status from 200 to 299, and says what the server needs to know", async () => {
    let asked = {};
    const port = await answering(({ url, headers }, response) => {
      asked = { url, ...headers };
      response.writeHead(204).end();
    });
    const httpGet = { port: "web", path: "/healthz?full=1", httpHeaders: [{ name: "X-Token", value: "t" }] };
    const ports = [{ name: "web", containerPort: port }];
    expect(await ask({ httpGet }, { ports })).toEqual({ result: "success", message: "" });
    expect(asked).toEqual({
      url: "/healthz?full=1",
      host: `127.0.0.1:${port}`,
      "user-agent": "kube-probe/1.34",
      accept: "*/*",
      connection: "close",
      "x-token": "t",
    });
  });

  test("lets the Pod set the host, the user agent, and no accept header", async () => {
    let asked = {};
    const port = await answering(({ headers: { connection, ...headers } }, response) => {
      asked = headers;
      response.end();
    });
    const httpHeaders = [
      { name: "Host", value: "pod.internal" },
      { name: "user-agent", value: "me" },
      { name: "Accept", value: "" },
    ];
    expect(await ask({ httpGet: { port, httpHeaders } })).toEqual({ result: "success", message: "" });
    expect(asked).toEqual({ host: "pod.internal", "user-agent": "me" });
  });

  test("fails on an error, without what the server said", async () => {
    const port = await answering((_, response) => response.writeHead(503).end("secret"));
    const message = "HTTP probe failed with statuscode: 503";
    expect(await ask({ httpGet: { port } })).toEqual({ result: "failure", message });
  });

  test("follows a redirect to its own host", async () => {
    const port = await answering(({ url }, response) => {
      if (url === "/") response.writeHead(302, { location: "/login" }).end();
      else response.writeHead(url === "/login" ? 401 : 200).end();
    });
    const message = "HTTP probe failed with statuscode: 401";
    expect(await ask({ httpGet: { port } })).toEqual({ result: "failure", message });
  });

  test("takes a redirect to another host for an answer, and warns", async () => {
    const port = await answering((_, response) =>
      response.writeHead(302, { location: "http://elsewhere.invalid/" }).end("go there"),
    );
    const message = "Probe terminated redirects, Response body: go there";
    expect(await ask({ httpGet: { port } })).toEqual({ result: "warning", message });
  });

  test("gives up after ten redirects", async () => {
    const port = await answering((_, response) => response.writeHead(302, { location: "/again" }).end());
    const message = `Get "http://127.0.0.1:${port}/again": stopped after 10 redirects`;
    expect(await ask({ httpGet: { port } })).toEqual({ result: "failure", message });
  });

  test("asks over TLS whoever signed the certificate", async () => {
    const authority = await createCertificateAuthority("nobody's");
    const { certificatePem: cert, privateKeyPem: key } = await authority.issue({
      commonName: "x",
      hosts: ["x.invalid"],
    });
    const port = await listening(createHttpsServer({ cert, key }, (_, response) => void response.end("fine")));
    expect(await ask({ httpGet: { port, scheme: "HTTPS" } })).toEqual({ result: "success", message: "fine" });
  });

  test("fails over TLS where there is none", async () => {
    const port = await answering((_, response) => void response.end());
    const message = `Get "https://127.0.0.1:${port}/": http: server gave HTTP response to HTTPS client`;
    expect(await ask({ httpGet: { port, scheme: "HTTPS" } })).toEqual({ result: "failure", message });
  });

  test("fails when nobody listens, and when nobody answers in time", async () => {
    const closed = await closedPort();
    const refused = `Get "http://127.0.0.1:${closed}/x": dial tcp 127.0.0.1:${closed}: connect: connection refused`;
    expect(await ask({ httpGet: { port: closed, path: "x" } })).toEqual({ result: "failure", message: refused });
    const port = await answering(() => undefined);
    const silent = `Get "http://127.0.0.1:${port}/": context deadline exceeded (Client.Timeout exceeded)`;
    expect(await ask({ httpGet: { port }, timeoutSeconds: 1 })).toEqual({ result: "failure", message: silent });
  });

  test("cannot be asked at a port that the container does not name", async () => {
    expect(await ask({ httpGet: { port: "web" } })).toEqual({
      result: "error",
      message: "couldn't find port: web in main",
    });
  });
});

describe("a probe of a port", () => {
  test("succeeds when somebody listens, and fails otherwise", async () => {
    const port = await listening(createServer());
    expect(await ask({ tcpSocket: { port: String(port) } })).toEqual({ result: "success", message: "" });
    const closed = await closedPort();
    const message = `dial tcp 127.0.0.1:${closed}: connect: connection refused`;
    expect(await ask({ tcpSocket: { port: closed, host: "127.0.0.1" } })).toEqual({ result: "failure", message });
  });
});

describe("a probe over gRPC", () => {
  /** A server that speaks gRPC's health protocol as grpc-go does, for the services that it is given. */
  const healthy = (services: Readonly<Record<string, number>>) => {
    const server = createHttp2Server();
    server.on("stream", (stream, headers) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const service = Buffer.concat(chunks).subarray(7).toString();
        const status = services[service];
        const grpc = { ":status": 200, "content-type": "application/grpc" };
        if (headers[":path"] !== "/grpc.health.v1.Health/Check" || status === undefined) {
          stream.respond({ ...grpc, "grpc-status": "5", "grpc-message": "unknown service" }, { endStream: true });
          return;
        }
        stream.respond(grpc, { waitForTrailers: true });
        stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
        stream.end(Buffer.from(status === 0 ? [0, 0, 0, 0, 0] : [0, 0, 0, 0, 2, 8, status]));
      });
    });
    return listening(server);
  };

  test("succeeds when the service serves, and only then", async () => {
    const port = await healthy({ "": 1, "my.Service": 1, sick: 2, new: 0 });
    expect(await ask({ grpc: { port } })).toEqual({ result: "success", message: "" });
    expect(await ask({ grpc: { port, service: "my.Service" } })).toEqual({ result: "success", message: "" });
    expect(await ask({ grpc: { port, service: "sick" } })).toEqual({
      result: "failure",
      message: 'service unhealthy (responded with "NOT_SERVING")',
    });
    expect(await ask({ grpc: { port, service: "new" } })).toEqual({
      result: "failure",
      message: 'service unhealthy (responded with "UNKNOWN")',
    });
    expect(await ask({ grpc: { port, service: "none" } })).toEqual({
      result: "failure",
      message: "error: health rpc probe failed: unknown service",
    });
  });

  test("fails where nobody listens, where nobody answers, and where no gRPC is spoken", async () => {
    const closed = await closedPort();
    expect((await ask({ grpc: { port: closed } })).message).toBe(
      `error: failed to connect service at "127.0.0.1:${closed}": dial tcp 127.0.0.1:${closed}: connect: connection refused`,
    );
    const silent = await listening(createTcpServer(() => undefined));
    expect(await ask({ grpc: { port: silent }, timeoutSeconds: 1 })).toEqual({
      result: "failure",
      message: "timeout: health rpc did not complete in time",
    });
    const plain = await listening(createServer((_, response) => void response.end()));
    expect((await ask({ grpc: { port: plain } })).result).toBe("failure");
  });
});
