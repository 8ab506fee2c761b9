import type { ObjectName } from "./cluster-settings.ts";

/** What a place in a cluster is called, where that of a file has its path: `cluster kind-dev flyte/with-ca`. */
export function clusterPlace(context: string | undefined, { namespace, name }: ObjectName): string {
  return `${clusterLabel(context)} ${namespace}/${name}`;
}

/** `cluster kind-dev`; of a Pod's own cluster, which no context names, `cluster in-cluster`. */
export function clusterLabel(context: string | undefined): string {
  return `cluster ${context ?? "in-cluster"}`;
}
