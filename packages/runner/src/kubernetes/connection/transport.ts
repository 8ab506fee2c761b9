import { createSecureContext } from "node:tls";
import { proxyOf, type Trust } from "@podwright/store";
import type { Dispatcher } from "undici";
import type { Credentials } from "./credentials.ts";
import type { Kubeconfig } from "./kubeconfig.ts";
import type { Environment } from "./kubeconfig-files.ts";

const connectTimeoutMs = 10_000;
/** A peer that is gone without a word is found out by the kernel. */
const keepAliveMs = 15_000;

interface TransportInput {
  readonly kubeconfig: Kubeconfig;
  readonly credentials: Credentials;
  readonly trust: Trust;
  readonly environment: Environment;
}

/**
 * Connections to the API server as somebody, through the kubeconfig's proxy or the environment's.
 * They are as many as are asked at once: each watch and each log has one of its own.
 */
export async function openTransport(input: TransportInput): Promise<Dispatcher> {
  const { kubeconfig, credentials, trust, environment } = input;
  const { Agent, ProxyAgent, Socks5ProxyAgent } = await import("undici");
  const { cluster } = kubeconfig;
  const servername = cluster["tls-server-name"];
  const tls = {
    rejectUnauthorized: cluster["insecure-skip-tls-verify"] !== true,
    secureContext: createSecureContext({
      ca: [...trust.certificates],
      allowPartialTrustChain: true,
      ...(credentials.certificatePem !== undefined && { cert: credentials.certificatePem }),
      ...(credentials.privateKeyPem !== undefined && { key: credentials.privateKeyPem }),
    }),
    ...(typeof servername === "string" && servername !== "" && { servername }),
    timeout: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelay: keepAliveMs,
  };
  const named = cluster["proxy-url"];
  const uri = typeof named === "string" && named !== "" ? named : proxyOf(new URL(cluster.server), environment);
  if (uri === undefined) return new Agent({ allowH2: false, connect: tls });
  if (uri.startsWith("socks")) return new Socks5ProxyAgent(uri.replace(/^socks5h/, "socks5"), { requestTls: tls });
  return new ProxyAgent({ uri, allowH2: false, requestTls: tls });
}
