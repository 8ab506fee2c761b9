import { createSecureContext, type SecureContext } from "node:tls";
import { type Trust, trustedCertificates } from "./trust.ts";

/**
 * What a TLS client verifies servers with, and shows those that ask who it is. Made once for all connections, because reading a full
 * set of CAs takes milliseconds. As in Go, a trusted certificate ends the chain even when it is an intermediate's or the server's own.
 */
function secureContext(trust: Trust): SecureContext {
  const { identity } = trust;
  return createSecureContext({
    ca: [...trustedCertificates(trust)],
    allowPartialTrustChain: true,
    ...(identity && { cert: identity.certificatePem, key: identity.privateKeyPem }),
  });
}

/** How every TLS client of ours connects. NODE_TLS_REJECT_UNAUTHORIZED counts where nothing is said, so it is said. */
export function verifyingTls(trust: Trust): {
  readonly secureContext: SecureContext;
  readonly rejectUnauthorized: true;
} {
  return { secureContext: secureContext(trust), rejectUnauthorized: true };
}
