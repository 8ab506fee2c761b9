import { ProblemError } from "@podwright/core";
import { certificateProblem, type Trust } from "@podwright/store";
import { ClusterError } from "./cluster-error.ts";
import type { Kubeconfig } from "./kubeconfig.ts";

/**
 * What a connection that failed means; errors that are no connection's are thrown as they are.
 * @problems CLUSTER_UNREACHABLE, and those of certificates
 */
export async function connectionProblem(error: unknown, kubeconfig: Kubeconfig, trust: Trust): Promise<ClusterError> {
  if (error instanceof ProblemError) throw error;
  const { code, message } = rootOf(error);
  if (code === undefined) throw error;
  const endpoint = new URL(kubeconfig.cluster.server);
  const where = whereOf(kubeconfig);
  const certificate = isCertificates(code) ? await certificateProblem({ error: { code }, endpoint, trust }) : null;
  if (certificate) {
    const fix = fixes[certificate.code] ?? certificate.fix;
    const problem = { ...certificate, where, fix: fix.replaceAll("CLUSTER", kubeconfig.clusterName) };
    return new ClusterError([problem], { transient: false }, { cause: error });
  }
  const problem = {
    code: "CLUSTER_UNREACHABLE",
    what: `no connection to the cluster's API server: ${message || code}`,
    where,
    fix: `check that ${endpoint.origin} is the cluster's address, that it runs, and that this machine may connect to it`,
  } as const;
  return new ClusterError([problem], { transient: true }, { cause: error });
}

/** `https://10.0.0.1:6443 (context dev in ~/.kube/config)`. */
export function whereOf({ cluster, context, path }: Kubeconfig): string {
  return `${cluster.server} (${context === undefined ? "the Pod's service account" : `context ${context} in ${path}`})`;
}

/** A kubeconfig carries its own CA: nothing is mounted anywhere. */
const fixes: Readonly<Record<string, string>> = {
  CERTIFICATE_UNTRUSTED:
    "put the CA that signed it into certificate-authority-data of cluster CLUSTER in the kubeconfig; it may have been renewed: have a new kubeconfig written",
  CERTIFICATE_SELF_SIGNED:
    "put this very certificate into certificate-authority-data of cluster CLUSTER in the kubeconfig, if it is the cluster's",
  CERTIFICATE_HOST_MISMATCH:
    "write cluster CLUSTER's server with a name that the certificate was issued for, or set its tls-server-name",
};

function isCertificates(code: string): boolean {
  return !/^(ECONN|EPIPE|UND_ERR|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/.test(code);
}

function rootOf(error: unknown): { readonly code?: string; readonly message: string } {
  let root = error as NodeJS.ErrnoException;
  while (root.cause instanceof Error) root = root.cause as NodeJS.ErrnoException;
  const { code, message } = root instanceof AggregateError ? (root.errors[0] as NodeJS.ErrnoException) : root;
  return { ...(typeof code === "string" && { code }), message };
}
