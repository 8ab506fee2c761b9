import type { Pod } from "../kubernetes/types.ts";
import { withAppArmorFields } from "./app-armor-fields.ts";
import { withPodDefaults } from "./pod-defaults.ts";
import { storedMetadata, storedSpec } from "./stored-spec.ts";
import { withDefaults } from "./with-defaults.ts";
import { withLabelKeys } from "./with-label-keys.ts";

/**
 * A Pod as it reads back from a cluster whose admission adds nothing: with every default, and without what a Kubernetes 1.34 API server
 * drops. Its metadata is as it was sent, and there is no status: both depend on the cluster.
 * @param pod - decoded; not changed
 * @source pkg/registry/core/pod/strategy.go PrepareForCreate, Kubernetes v1.34.1
 */
export function storedPod(pod: Pod): Pod {
  const { status: _, metadata = {}, spec = { containers: [] }, ...rest } = pod;
  const defaulted = withDefaults("corev1.PodSpec", withPodDefaults(spec));
  const kept = storedMetadata(metadata);
  return {
    ...rest,
    metadata: kept,
    spec: withAppArmorFields(withLabelKeys(storedSpec(defaulted), kept.labels ?? {}), kept.annotations ?? {}),
  };
}
