import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { holdPort } from "./hold-port.ts";

/** How a connection is broken: by a reset (RST), by a TLS record that no key fits, or by an end in its midst (FIN). */
export type Break = "reset" | "bad-record" | "end";

/** Stands before a server on loopback and can do to a connection what no server does to its own. */
export interface TcpRelay {
  readonly port: number;
  /** @param serverSideOf - the port that the server sees the connection come from */
  breakConnection(serverSideOf: number, how: Break): void;
  breakAll(how: Break): void;
  /** From now on: as ever; refuse connections; or take them and never say a word. Standing connections stay. */
  become(state: "open" | "refusing" | "silent"): Promise<void>;
  close(): void;
}

/** @param serverPort - of a server on 127.0.0.1 */
export async function startTcpRelay(serverPort: number): Promise<TcpRelay> {
  const clients = new Map<number, Socket>();
  const held = new Set<Socket>();
  let isSilent = false;
  const server = createServer((client) => {
    held.add(client.on("error", () => {}).on("close", () => held.delete(client)));
    if (isSilent) return;
    client.pause();
    const onwards = connect(serverPort, "127.0.0.1").on("error", () => client.destroy());
    onwards.on("connect", () => {
      const port = onwards.localPort ?? 0;
      clients.set(port, client);
      client.on("close", () => clients.delete(port) && onwards.destroy());
      client.pipe(onwards).pipe(client);
    });
  });
  // While it refuses connections, nobody else is to be given its port.
  const { port, release } = await holdPort();
  const listen = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen();
  return {
    port,
    breakConnection: (serverSideOf, how) => breakSocket(clients.get(serverSideOf), how),
    breakAll: (how) => {
      for (const client of held) breakSocket(client, how);
    },
    become: async (state) => {
      isSilent = state === "silent";
      if (state === "refusing") server.close();
      else if (!server.listening) await listen();
    },
    close: () => {
      for (const client of held) client.destroy();
      server.close();
      release();
    },
  };
}

function breakSocket(client: Socket | undefined, how: Break): void {
  if (how === "reset") client?.resetAndDestroy();
  else if (how === "end") client?.end();
  // A record of application data, TLS 1.2 or 1.3, of 32 bytes that nobody encrypted.
  else client?.end(Buffer.concat([Buffer.from([0x17, 3, 3, 0, 32]), randomBytes(32)]));
}
