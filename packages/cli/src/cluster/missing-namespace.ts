import { type Problem, ProblemError } from "@podwright/core";
import { clusterLabel } from "./cluster-place.ts";
import type { ClusterReader } from "./cluster-reader.ts";

/**
 * Says that a cluster lacks a namespace that somebody named. Who may not look at namespaces is told nothing of them.
 * @problems CLUSTER_NAMESPACE_MISSING as a warning: there is nothing to read, and the rest counts
 */
export async function missingNamespace(reader: ClusterReader, namespace: string): Promise<readonly Problem[]> {
  if (await isThere(reader, namespace)) return [];
  const isName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace);
  return [
    {
      code: "CLUSTER_NAMESPACE_MISSING",
      severity: "warning",
      what: isName
        ? `there is no namespace ${namespace} in the cluster`
        : `${JSON.stringify(namespace)} is no namespace's name: those are lower-case letters, digits and dashes`,
      where: clusterLabel(reader.context),
      fix: `name another one with -n${isName ? `, or create it: kubectl create namespace ${namespace}` : ""}`,
    },
  ];
}

async function isThere(reader: ClusterReader, namespace: string): Promise<boolean> {
  try {
    return await reader.exists("namespaces", namespace);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const [{ code }] = error.problems;
    if (code === "CLUSTER_NAMESPACE_MISSING") return false;
    if (code === "CLUSTER_FORBIDDEN") return true;
    throw error;
  }
}
