import { connect } from "node:net";
import type { Duplex } from "node:stream";

/** Opens a connection to a port of this machine, whose network containers share, or of another host. */
export function dialHost(port: number, host: string | undefined, signal: AbortSignal): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const socket = connect({ port, host: host ?? "127.0.0.1" });
  const abort = (): void => void socket.destroy(new Error("timed out"));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  const settled = (): void => signal.removeEventListener("abort", abort);
  socket.once("error", reject);
  socket.once("close", settled);
  socket.once("connect", () => {
    settled();
    socket.off("error", reject);
    resolve(socket);
  });
  return promise;
}
