import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

interface HeldPort {
  readonly port: number;
  release(): void;
}

/**
 * A port of 127.0.0.1 at which nothing listens, and which the kernel gives to nobody who asks for any free one. Whoever is told the number
 * can listen at it, for a connection has it, and no server.
 * @source tcp(7), socket(7): SO_REUSEADDR, which Node and Go set
 */
export async function holdPort(): Promise<HeldPort> {
  // The other end hears of a reset.
  const other = createServer((socket) => socket.on("error", () => {})).listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const connection = connect({ port, host: "127.0.0.1", localAddress: "127.0.0.1" });
  await Promise.all([once(connection, "connect"), once(other, "connection")]);
  return {
    port: connection.localPort ?? 0,
    release: () => {
      connection.resetAndDestroy();
      other.close();
    },
  };
}
