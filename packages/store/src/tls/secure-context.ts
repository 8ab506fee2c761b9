import { createSecureContext, type SecureContext } from "node:tls";
import type { Trust } from "./trust.ts";

/**
 * What a TLS client verifies servers with. Made once for all connections, because reading a full set of CAs takes
 * milliseconds. As in Go, a trusted certificate ends the chain even when it is an intermediate's or the server's own.
 */
export function secureContext({ certificates }: Trust): SecureContext {
  return createSecureContext({ ca: [...certificates], allowPartialTrustChain: true });
}
