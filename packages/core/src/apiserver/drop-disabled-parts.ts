import type { PodSpec } from "../kubernetes/gen/types.ts";
import type { Container } from "../kubernetes/types.ts";

/**
 * Drops what a Kubernetes 1.34 API server drops with features that are off by default and that is more than a field: volumes from images
 * with their mounts, containers' own restart policies (Always of an init container stays), stop signals.
 * @source pkg/api/pod/util.go dropImageVolumes, dropContainerRestartRules, dropContainerStopSignals, Kubernetes v1.34.1
 */
export function dropDisabledParts(spec: PodSpec): PodSpec {
  const { volumes, initContainers, ...rest } = spec;
  const kept = volumes?.filter(({ image }) => !image) ?? [];
  const images = new Set(volumes?.filter(({ image }) => image).map(({ name }) => name));
  const restarted = initContainers?.map((container) => serve(container, images, container.restartPolicy === "Always"));
  return {
    ...rest,
    containers: (rest.containers ?? []).map((container) => serve(container, images, false)),
    ...(restarted ? { initContainers: restarted } : {}),
    ...(kept.length > 0 ? { volumes: kept } : {}),
  };
}

function serve(container: Container, images: ReadonlySet<string>, restarts: boolean): Container {
  const { volumeMounts, restartPolicy, lifecycle, ...rest } = container;
  const mounts = volumeMounts?.filter(({ name }) => !images.has(name)) ?? [];
  const { stopSignal, ...hooks } = lifecycle ?? {};
  const onlySignal = stopSignal !== undefined && Object.keys(hooks).length === 0;
  return {
    ...rest,
    ...(restarts && restartPolicy ? { restartPolicy } : {}),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
    ...(lifecycle && !onlySignal ? { lifecycle: hooks } : {}),
  };
}
