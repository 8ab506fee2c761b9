import type { AddressInfo, Server, Socket } from "node:net";

/** Has a server listen on this machine. */
export async function listenLocally(server: Server): Promise<{ readonly port: number; close(): void }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
