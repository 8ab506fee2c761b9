// Generated from packages/core/schema by scripts/generate: k8s.io/api v0.34.1 and v0.36.3 (Apache-2.0). Do not edit.

/** By type, the fields of k8s.io/api v0.36.3 that v0.34.1 does not have. */
export const newerFields: Readonly<Record<string, readonly string[]>> = {
  "corev1.PodCertificateProjection": ["userAnnotations"],
  "corev1.PodSpec": ["schedulingGroup"],
  "corev1.PodStatus": ["allocatedResources","resources","nodeAllocatableResourceClaimStatuses"],
  "corev1.ResourceHealth": ["message"],
  "corev1.VolumeMountStatus": ["volumeStatus"],
};
