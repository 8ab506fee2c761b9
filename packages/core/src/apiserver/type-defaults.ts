import { imageTag } from "./image-tag.ts";
import type { Struct } from "./struct.ts";

/**
 * By type, the fields that the API server sets where a value of that type lacks them, beyond the defaults that the types declare.
 * @source pkg/apis/core/v1/defaults.go SetDefaults_*, Kubernetes v1.34.1
 */
export const typeDefaults: Readonly<Record<string, (given: Struct) => Struct>> = {
  "corev1.ConfigMapVolumeSource": absent({ defaultMode: 0o644 }),
  "corev1.Container": containerDefaults,
  "corev1.DownwardAPIVolumeSource": absent({ defaultMode: 0o644 }),
  "corev1.EphemeralContainer": containerDefaults,
  "corev1.HTTPGetAction": absent({ path: "/", scheme: "HTTP" }),
  "corev1.HostPathVolumeSource": absent({ type: "" }),
  "corev1.ImageVolumeSource": (given) => absent({ pullPolicy: pullPolicyOf(given.reference) })(given),
  "corev1.ObjectFieldSelector": absent({ apiVersion: "v1" }),
  "corev1.PersistentVolumeClaimSpec": absent({ volumeMode: "Filesystem" }),
  "corev1.PodSpec": absent({
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: "default-scheduler",
  }),
  "corev1.Probe": absent({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  "corev1.ProjectedVolumeSource": absent({ defaultMode: 0o644 }),
  "corev1.SecretVolumeSource": absent({ defaultMode: 0o644 }),
  "corev1.ServiceAccountTokenProjection": absent({ expirationSeconds: 3600 }),
  "corev1.Volume": volumeDefaults,
};

/** Those of the values whose fields are not given. */
function absent(values: Struct): (given: Struct) => Struct {
  const entries = Object.entries(values);
  return (given) => Object.fromEntries(entries.filter(([name]) => given[name] === undefined));
}

function containerDefaults(given: Struct): Struct {
  return absent({
    imagePullPolicy: pullPolicyOf(given.image),
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
  })(given);
}

function pullPolicyOf(image: unknown): string {
  return imageTag(typeof image === "string" ? image : "") === "latest" ? "Always" : "IfNotPresent";
}

/** A volume without a source is an empty directory. */
function volumeDefaults(given: Struct): Struct {
  return Object.keys(given).every((name) => name === "name") ? { emptyDir: {} } : {};
}
