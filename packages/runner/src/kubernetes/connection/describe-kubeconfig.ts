import { X509Certificate } from "node:crypto";
import { pemOf } from "./credentials.ts";
import { type ClusterChoice, type Kubeconfig, listContexts, readKubeconfig } from "./kubeconfig.ts";

/** What a kubeconfig says, without anything secret. */
export interface KubeconfigDescription {
  /** The file that the context stands in. */
  readonly path: string;
  readonly contexts: readonly string[];
  /** Absent: a Pod's own service account. */
  readonly context: string | undefined;
  readonly server: string;
  readonly namespace: string;
  readonly userName: string;
  /** How the user logs in, in a word or two: `a client certificate`, `the exec plugin kubelogin`. */
  readonly login: string;
  /** Of the client certificate; absent: there is none. */
  readonly certificateEnd?: Date;
}

/**
 * Reads a kubeconfig by kubectl's rules and asks nobody.
 * @problems KUBECONFIG_MISSING, KUBECONFIG_INVALID, KUBECONFIG_CONTEXT_UNKNOWN
 */
export function describeKubeconfig(choice: ClusterChoice): KubeconfigDescription {
  const kubeconfig = readKubeconfig(choice);
  const { path, context, cluster, namespace, userName } = kubeconfig;
  const certificate = pemOf(kubeconfig, "client-certificate");
  const end = certificate === undefined ? undefined : endOf(certificate);
  return {
    ...{ path, context, namespace, userName, server: cluster.server, login: loginOf(kubeconfig) },
    contexts: listContexts(choice),
    ...(end && { certificateEnd: end }),
  };
}

function loginOf({ user }: Kubeconfig): string {
  const exec = user.exec as { readonly command?: string } | undefined;
  if (exec) return `the exec plugin ${exec.command ?? ""}`.trim();
  if (user["client-certificate-data"] || user["client-certificate"]) return "a client certificate";
  if (user.token) return "a token";
  if (user.tokenFile) return `the token of ${user.tokenFile}`;
  return user.username ? "a password" : "nothing";
}

function endOf(pem: string): Date | undefined {
  try {
    return new X509Certificate(pem).validToDate;
  } catch {
    return undefined;
  }
}
