import type { Pod } from "@podwright/core";
import type { Cluster } from "../connection/cluster.ts";
import { ClusterError } from "../connection/cluster-error.ts";

/** Notes something on a run's Pod; where that is not allowed it is not noted. */
export async function noteOn(
  cluster: Cluster,
  { metadata }: Pod,
  annotations: Readonly<Record<string, string>>,
): Promise<void> {
  const { name = "", namespace = "" } = metadata ?? {};
  await cluster.patch("pods", name, { metadata: { annotations } }, { namespace }).catch((error: unknown) => {
    if (!(error instanceof ClusterError)) throw error;
  });
}
