import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import type { ServerCertificate } from "./certificate-authority.ts";

/** A real proxy on loopback, for CONNECT and for plain requests, as a company runs one. */
export interface ProxyServer {
  /** Without credentials. */
  readonly address: string;
  /** What it was asked for, such as `CONNECT s3.test:443`, in order. */
  readonly asked: readonly string[];
  close(): void;
}

interface ProxyOptions {
  /** The ports on loopback of the hosts it knows, by name; any other host is a 502. */
  readonly hosts: Readonly<Record<string, number>>;
  /** What it answers instead of letting anybody through. */
  readonly refuses?: number;
  /** `user:password`, without which it answers 407. */
  readonly credentials?: string;
  /** Absent: clients speak plain HTTP to it. */
  readonly tls?: ServerCertificate;
}

export async function startProxyServer({ hosts, refuses, credentials, tls }: ProxyOptions): Promise<ProxyServer> {
  const asked: string[] = [];
  const statusOf = ({ headers }: IncomingMessage, port: number | undefined): number => {
    const wanted = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
    if (wanted && headers["proxy-authorization"] !== wanted) return 407;
    return refuses ?? (port === undefined ? 502 : 200);
  };
  const forward = (incoming: IncomingMessage, answer: ServerResponse) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const target = new URL(incoming.url ?? "");
    const port = hosts[target.hostname];
    const status = statusOf(incoming, port);
    if (status !== 200) return answer.writeHead(status).end();
    const { "proxy-authorization": _, ...headers } = incoming.headers;
    const path = target.pathname + target.search;
    const onward = request({ host: "127.0.0.1", port, method: incoming.method, path, headers }, (theirs) => {
      answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
      theirs.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    return incoming.pipe(onward);
  };
  const server: Server = tls
    ? createTlsServer({ key: tls.privateKeyPem, cert: tls.certificatePem }, forward)
    : createServer(forward);
  server.on("connect", (incoming: IncomingMessage, client: Duplex) => {
    asked.push(`CONNECT ${incoming.url}`);
    client.on("error", () => undefined);
    const port = hosts[incoming.url?.split(":")[0] ?? ""];
    const status = statusOf(incoming, port);
    if (status !== 200 || port === undefined) {
      client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    address: `${tls ? "https" : "http"}://localhost:${port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
