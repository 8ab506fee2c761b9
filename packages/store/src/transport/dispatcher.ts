import { Agent, type Dispatcher } from "undici";
import type { Trust } from "../tls/trust.ts";
import { verifyingTls } from "../tls/verifying-tls.ts";
import { forwardingAgent } from "./forwarding-agent.ts";
import { oneBufferConnector } from "./one-buffer-connector.ts";
import { proxyOf } from "./proxy.ts";
import { stallTimeoutMs } from "./stall-timeout.ts";
import { tunnelConnector } from "./tunnel-connector.ts";

const connectTimeoutMs = 10_000;

interface DispatcherInput {
  readonly endpoint: URL;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
  /** How many connections stand at the same time; more calls wait their turn. */
  readonly maxConnections: number;
}

/** The connections of a store, with whom they trust settled before the first is made. */
export function createDispatcher({ endpoint, environment, trust, maxConnections }: DispatcherInput): Dispatcher {
  // A body may stand still as long as its reader does; these are for a server that falls silent.
  const stallMs = stallTimeoutMs(environment);
  const limits = { connections: maxConnections, headersTimeout: stallMs, bodyTimeout: stallMs, allowH2: false };
  const address = proxyOf(endpoint, environment);
  if (address === undefined) {
    // Reading a full set of CAs takes milliseconds, which plain HTTP has no use for.
    const tls = endpoint.protocol === "https:" ? verifyingTls(trust) : {};
    return new Agent({ ...limits, connect: oneBufferConnector({ tls, timeoutMs: connectTimeoutMs }) });
  }
  const connect = { ...verifyingTls(trust), timeout: connectTimeoutMs, allowH2: false };
  const proxied = { endpoint, proxy: new URL(address), trust, connect };
  return endpoint.protocol === "https:"
    ? new Agent({ ...limits, connect: tunnelConnector(proxied) })
    : forwardingAgent({ ...proxied, limits });
}
