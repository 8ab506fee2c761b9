import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback that answers as a test says, for what no well-behaved server does on demand. */
export interface ScriptedServer {
  readonly endpoint: string;
  /** Every request so far. */
  readonly requests: readonly IncomingMessage[];
  close(): void;
}

export async function startScriptedServer(answer: RequestListener): Promise<ScriptedServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
