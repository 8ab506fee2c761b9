import type { Volume } from "@podwright/core";

/**
 * Whether this is the volume that an API server gives every Pod of its own accord: a ServiceAccount's token, the cluster's CA and
 * the namespace. Pods read from a cluster have it, and hardly any program of a task looks at it.
 * @source plugin/pkg/admission/serviceaccount/admission.go ServiceAccountVolumeName, kubernetes/kubernetes v1.34
 */
export function isAccountTokenVolume({ name, projected }: Volume): boolean {
  const hasToken = projected?.sources?.some(({ serviceAccountToken }) => serviceAccountToken) ?? false;
  return hasToken && name.startsWith("kube-api-access-");
}
