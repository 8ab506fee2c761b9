import type { Socket } from "node:net";
import { ProblemError } from "@podwright/core";
import { buildConnector } from "undici";
import { certificateProblem } from "../tls/certificate-problem.ts";
import type { Trust } from "../tls/trust.ts";
import { openTunnel } from "./tunnel.ts";

interface TunnelConnectorInput {
  readonly endpoint: URL;
  readonly proxy: URL;
  readonly trust: Trust;
  /** How TLS to the endpoint is begun. */
  readonly connect: buildConnector.BuildOptions;
}

/**
 * Makes each connection to an https endpoint through a proxy, and verifies the endpoint's own certificate at its end. What is wrong with that
 * certificate is asked through the proxy too: what stands at the same name without it may be another server, or none.
 */
export function tunnelConnector(input: TunnelConnectorInput): buildConnector.connector {
  const { endpoint, proxy, trust } = input;
  const connect = () => openTunnel({ endpoint, proxy, trust });
  const shakeHands = buildConnector(input.connect);
  return async (options, callback) => {
    let httpSocket: Socket;
    try {
      httpSocket = await connect();
    } catch (error) {
      return callback(error as Error, null);
    }
    shakeHands({ ...options, httpSocket }, async (error, socket) => {
      if (!error) return callback(null, socket);
      const problem = await certificateProblem({ error, endpoint, trust, connect });
      callback(problem ? new ProblemError([problem], { cause: error }) : error, null);
    });
  };
}
