import { ClusterError } from "../connection/cluster-error.ts";

/** Whether something was not created because there is one of its name. */
export function isExisting(error: unknown): error is ClusterError {
  return error instanceof ClusterError && error.problems[0].code === "CLUSTER_OBJECT_EXISTS";
}
