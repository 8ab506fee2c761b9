import { isIP, type Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";

/** A server to shake hands with. */
export interface Reach {
  readonly endpoint: URL;
  /** A connection to it that stands already, such as through a proxy; absent: one is made. */
  readonly through?: Socket | undefined;
}

/** How to get there, and what to call it. */
export function reachOptions({ endpoint, through }: Reach): ConnectionOptions {
  const host = endpoint.hostname.replaceAll(/[[\]]/g, "");
  return {
    host,
    port: Number(endpoint.port || 443),
    ...(through && { socket: through }),
    ...(isIP(host) === 0 && { servername: host }),
  };
}
