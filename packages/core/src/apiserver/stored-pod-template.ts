import type { PodTemplate } from "../kubernetes/types.ts";
import { storedMetadata, storedSpec } from "./stored-spec.ts";
import { withDefaults } from "./with-defaults.ts";

/**
 * A PodTemplate as it reads back from a cluster: with every default, and without what a Kubernetes 1.34 API server drops. Its own
 * metadata is as it was sent: what the server generates depends on the cluster.
 * @param template - decoded; not changed
 * @source pkg/registry/core/podtemplate/strategy.go PrepareForCreate, Kubernetes v1.34.1
 */
export function storedPodTemplate(template: PodTemplate): PodTemplate {
  const { template: pod, ...rest } = withDefaults("corev1.PodTemplate", template);
  if (!pod) return rest;
  return {
    ...rest,
    template: {
      metadata: storedMetadata(pod.metadata ?? {}),
      ...(pod.spec ? { spec: storedSpec(pod.spec) } : {}),
    },
  };
}
