import { primaryContainerKey } from "../flyte/wire-strings.ts";
import { formatRfc3339 } from "../go/rfc3339.ts";
import type { ContainerStatus, Pod } from "../kubernetes/types.ts";
import { momentOf } from "./phase-clock.ts";
import type { ContainerContext, LogContext } from "./phase-info.ts";

/**
 * The containers of a Pod and when each ran, for the one who reads their logs.
 * @source flytek8s/pod_helper.go BuildPodLogContext, flyteorg/flyte v2.0.43
 */
export function logContext(pod: Pod): LogContext {
  const { name, namespace } = pod.metadata ?? {};
  const primaryContainerName = primaryContainerOf(pod);
  const containers = (pod.status?.containerStatuses ?? []).map(containerContext);
  const initContainers = (pod.status?.initContainerStatuses ?? []).map(containerContext);
  return {
    ...(name && { primaryPodName: name }),
    pods: [
      {
        ...(namespace && { namespace }),
        ...(name && { podName: name }),
        ...(primaryContainerName && { primaryContainerName }),
        ...(containers.length > 0 && { containers }),
        ...(initContainers.length > 0 && { initContainers }),
      },
    ],
  };
}

/** @source flytek8s/pod_helper.go GetPrimaryContainerName, flyteorg/flyte v2.0.43 */
function primaryContainerOf({ metadata, spec }: Pod): string | undefined {
  const annotations = metadata?.annotations ?? {};
  const annotated = annotations["kubectl.kubernetes.io/default-container"] || annotations[primaryContainerKey];
  if (annotated) return annotated;
  const containers = spec?.containers ?? [];
  return (containers.find(({ name }) => name === (metadata?.name ?? "")) ?? containers[0])?.name;
}

/** @source flytek8s/pod_helper.go makeContainerContexts, flyteorg/flyte v2.0.43 */
function containerContext({ name, state }: ContainerStatus): ContainerContext {
  const started = (state?.terminated ?? state?.running)?.startedAt;
  const ended = state?.terminated?.finishedAt;
  return {
    ...(name && { containerName: name }),
    process: {
      ...((state?.running || state?.terminated) && { containerStartTime: formatRfc3339(momentOf(started)) }),
      ...(state?.terminated && { containerEndTime: formatRfc3339(momentOf(ended)) }),
    },
  };
}
