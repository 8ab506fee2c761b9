import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { ServerCertificate } from "./certificate-authority.ts";

/** A server on loopback that answers as a test says, for what no well-behaved server does on demand. */
export interface ScriptedServer {
  readonly endpoint: string;
  /** Every request so far. */
  readonly requests: readonly IncomingMessage[];
  close(): void;
}

/** @param tls - absent: plain HTTP; with one the endpoint is `https://localhost:PORT` */
export async function startScriptedServer(answer: RequestListener, tls?: ServerCertificate): Promise<ScriptedServer> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    answer(request, response);
  };
  const server = tls
    ? createHttpsServer({ key: tls.privateKeyPem, cert: tls.certificatePem }, listener)
    : createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `${tls ? "https://localhost" : "http://127.0.0.1"}:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
