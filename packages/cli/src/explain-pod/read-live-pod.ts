import { decodeKubernetes, failure, type Pod, type Result } from "@podwright/core";
import { clusterPlace } from "../cluster/cluster-place.ts";
import type { ClusterReader } from "../cluster/cluster-reader.ts";
import { missingNamespace } from "../cluster/missing-namespace.ts";

/** @problems CLUSTER_POD_MISSING, CLUSTER_NAMESPACE_MISSING; CLUSTER_FORBIDDEN, thrown; FIELD_UNKNOWN as warnings, for what only a later Kubernetes has */
export async function readLivePod(reader: ClusterReader, namespace: string, name: string): Promise<Result<Pod>> {
  const found = await reader.get("pods", name, { namespace });
  const where = clusterPlace(reader.context, { namespace, name });
  if (!found) {
    const [missing] = await missingNamespace(reader, namespace);
    if (missing) return failure({ ...missing, severity: "error" });
    return failure({
      code: "CLUSTER_POD_MISSING",
      what: `there is no Pod ${name} in namespace ${namespace}`,
      where,
      fix: "name the Pod's namespace with -n, and its cluster with --context; Flyte takes Pods away some time after their end",
    });
  }
  const { status: _, ...pod } = found;
  return decodeKubernetes<Pod>("corev1.Pod", pod, where);
}
