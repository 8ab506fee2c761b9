import type { Cluster } from "@podwright/runner";

/** What facts need of a cluster: nothing here changes anything. */
export type ClusterReader = Pick<Cluster, "context" | "namespace" | "get" | "exists" | "list">;
