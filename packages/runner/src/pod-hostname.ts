import type { Pod } from "@podwright/core";

/** At most 63 characters, as the kernel and Kubernetes have it. @source pkg/kubelet/util truncatePodHostnameIfNeeded */
export function podHostname({ metadata, spec }: Pod): string {
  return (spec?.hostname ?? metadata?.name ?? "pod").slice(0, 63).replace(/[-.]+$/, "");
}
