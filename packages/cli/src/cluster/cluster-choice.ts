import type { ClusterChoice } from "@podwright/runner";

interface SaidOfCluster {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
}

/** Which cluster is meant, by what flags and the project say of it. */
export function clusterChoice(
  { kubeconfig, context, namespace }: SaidOfCluster,
  environment: ClusterChoice["environment"],
): ClusterChoice {
  return {
    environment,
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(namespace !== undefined && { namespace }),
  };
}
