import type { PodSpec } from "../kubernetes/gen/types.ts";
import type { ObjectMeta } from "../kubernetes/types.ts";
import { dropDisabledParts } from "./drop-disabled-parts.ts";

/**
 * A Pod spec, defaults filled in, as the API server keeps it: `serviceAccount` repeats `serviceAccountName`, parts of disabled
 * features are gone.
 * @source pkg/apis/core/v1/conversion.go Convert_v1_PodSpec_To_core_PodSpec and back, Kubernetes v1.34.1
 */
export function storedSpec(spec: PodSpec): PodSpec {
  const { serviceAccount, serviceAccountName, ...rest } = dropDisabledParts(spec);
  const account = serviceAccountName ?? serviceAccount;
  return { ...rest, ...(account ? { serviceAccountName: account, serviceAccount: account } : {}) };
}

/**
 * Metadata without the annotations in which Kubernetes once kept init containers.
 * @source pkg/apis/core/v1/conversion.go dropInitContainerAnnotations, Kubernetes v1.34.1
 */
export function storedMetadata({ annotations, ...metadata }: ObjectMeta): ObjectMeta {
  const kept = Object.entries(annotations ?? {}).filter(([name]) => !initContainerAnnotation.test(name));
  return { ...metadata, ...(kept.length > 0 ? { annotations: Object.fromEntries(kept) } : {}) };
}

const initContainerAnnotation = /^pod\.(?:alpha|beta)\.kubernetes\.io\/init-container(?:s|-statuses)$/;
