import { newerFields } from "../kubernetes/gen/newer-fields.ts";

/**
 * Whether a Kubernetes 1.34 API server keeps a field: one that it does not know, or whose feature is off by default, it drops.
 * @param type - by its name in the schema, `corev1.PodSpec`
 */
export function isServed(type: string, field: string): boolean {
  return !newerFields[type]?.includes(field) && !disabledFields[type]?.includes(field);
}

/**
 * Fields of features that are off by default: EnvFiles, HostnameOverride, ClusterTrustBundleProjection, PodCertificateRequest,
 * ContainerRestartRules.
 * @source pkg/api/pod/util.go dropDisabledFields; pkg/features/kube_features.go, Kubernetes v1.34.1
 */
const disabledFields: Readonly<Record<string, readonly string[]>> = {
  "corev1.Container": ["restartPolicyRules"],
  "corev1.EnvVarSource": ["fileKeyRef"],
  "corev1.EphemeralContainer": ["restartPolicy", "restartPolicyRules"],
  "corev1.PodSpec": ["hostnameOverride"],
  "corev1.VolumeProjection": ["clusterTrustBundle", "podCertificate"],
};
