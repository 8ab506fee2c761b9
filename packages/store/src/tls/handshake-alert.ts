import { connect } from "node:tls";
import { type Reach, reachOptions } from "./reach.ts";
import type { Trust } from "./trust.ts";
import { verifyingTls } from "./verifying-tls.ts";

/** One round trip and more: a TLS 1.3 server judges a client's certificate when the client believes that all is well. */
const alertTimeoutMs = 1_000;

/**
 * Shakes hands once more with a server that broke a connection off, to hear why: a client that is still writing then meets the broken
 * connection before it reads the server's alert. No request and no credential goes over this one.
 * @returns Node's code of what ended it; null when the server had nothing against us
 */
export function fetchHandshakeAlert(reach: Reach, trust: Trust): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const socket = connect({ ...reachOptions(reach), ...verifyingTls(trust) });
  const timer = setTimeout(() => socket.destroy(), alertTimeoutMs);
  // A session ticket comes from a server that has accepted.
  socket.once("session", () => socket.destroy());
  socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? null));
  socket.once("close", () => {
    clearTimeout(timer);
    resolve(null);
  });
  socket.resume();
  return promise;
}
