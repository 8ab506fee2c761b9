import type { PodFacts } from "../pod-facts.ts";

/**
 * The value of a `fieldRef` in an environment variable; `undefined` when the downward API has no such field.
 * A label or annotation that the Pod lacks is an empty string.
 * @source pkg/fieldpath/fieldpath.go ExtractFieldPathAsString and kubelet podFieldSelectorRuntimeValue, kubernetes v1.36
 */
export function fieldReference({ pod, node }: PodFacts, fieldPath: string): string | undefined {
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath);
  if (subscript) return pod.metadata?.[subscript[1] as "labels" | "annotations"]?.[subscript[2] ?? ""] ?? "";
  switch (fieldPath) {
    case "metadata.name":
      return pod.metadata?.name ?? "";
    case "metadata.namespace":
      return pod.metadata?.namespace ?? "default";
    case "metadata.uid":
      return pod.metadata?.uid ?? "";
    case "spec.nodeName":
      return pod.spec?.nodeName ?? node.name;
    case "spec.serviceAccountName":
      return pod.spec?.serviceAccountName ?? "default";
    case "status.podIP":
    case "status.podIPs":
    case "status.hostIP":
    case "status.hostIPs":
      return node.ip;
    default:
      return undefined;
  }
}
