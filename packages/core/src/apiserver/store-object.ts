import { decodeKubernetes } from "../kubernetes/decode.ts";
import type { Pod, PodTemplate } from "../kubernetes/types.ts";
import type { Result } from "../problem/problem.ts";
import { storedPod } from "./stored-pod.ts";
import { storedPodTemplate } from "./stored-pod-template.ts";
import type { Struct } from "./struct.ts";

/**
 * A Pod or PodTemplate as it reads back after it was posted to a Kubernetes 1.34 API server, without the metadata that the server generates.
 * @param sent - as JSON has it
 * @problems MANIFEST_INVALID, FIELD_UNKNOWN as warnings
 */
export function storeObject(sent: Struct): Result<Pod | PodTemplate> {
  if (sent.kind === "PodTemplate") {
    const decoded = decodeKubernetes<PodTemplate>("corev1.PodTemplate", sent, undefined, "exact");
    return decoded.ok ? { ...decoded, value: asSent(storedPodTemplate(decoded.value)) } : decoded;
  }
  const decoded = decodeKubernetes<Pod>("corev1.Pod", sent, undefined, "exact");
  return decoded.ok ? { ...decoded, value: asSent(storedPod(decoded.value)) } : decoded;
}

function asSent<T extends Pod | PodTemplate>(object: T): T {
  const { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, managedFields, ...metadata } =
    object.metadata ?? {};
  return { ...object, metadata };
}
