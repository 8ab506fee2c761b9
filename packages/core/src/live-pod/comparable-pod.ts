import { leavesBelow } from "../explain/leaves-below.ts";
import type { Pod } from "../kubernetes/types.ts";
import type { Trace } from "../merge/origin.ts";

/** The layer that stands for what a Pod of a cluster holds: who wrote it is not known. */
const inCluster = "cluster";

/** @source https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * A Pod as its cluster gives it, without what only a cluster has: its status, what the API server and kubectl keep books with, and the account's old
 * name.
 */
export function comparablePod({ metadata = {}, spec, apiVersion = "v1" }: Pod): {
  readonly pod: Pod;
  readonly trace: Trace;
} {
  const { name, namespace, labels, ownerReferences, finalizers } = metadata;
  const { [lastApplied]: _own, ...annotations } = metadata.annotations ?? {};
  const { serviceAccount: _, ...kept } = spec ?? { containers: [] };
  const own = { name, namespace, labels, annotations, ownerReferences, finalizers };
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const pod: Pod = { apiVersion, kind: "pod", metadata: given, spec: kept };
  const trace = leavesBelow(pod, []).map((leaf) => ({ ...leaf, origin: { layer: inCluster }, overrode: [] }));
  return { pod, trace };
}
