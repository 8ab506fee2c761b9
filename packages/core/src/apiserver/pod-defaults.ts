import type { PodSpec } from "../kubernetes/gen/types.ts";
import type { Container } from "../kubernetes/types.ts";
import { podLevelResources } from "./pod-level-resources.ts";

/**
 * What the API server fills in for Pods only, not for templates: requests from limits, the Pod's own resources from its containers',
 * service links, host ports on the host's network; a grace period below zero becomes one second.
 * @source pkg/apis/core/v1/defaults.go SetDefaults_Pod, conversion.go Convert_v1_Pod_To_core_Pod, Kubernetes v1.34.1
 */
export function withPodDefaults(spec: PodSpec): PodSpec {
  const { terminationGracePeriodSeconds: grace, initContainers } = spec;
  const fill = (container: Container): Container => {
    const requested = requestsFromLimits(container);
    return spec.hostNetwork ? withHostPorts(requested) : requested;
  };
  const filled: PodSpec = {
    enableServiceLinks: true,
    ...spec,
    ...(grace !== undefined && grace < 0 ? { terminationGracePeriodSeconds: 1 } : {}),
    containers: (spec.containers ?? []).map(fill),
    ...(initContainers ? { initContainers: initContainers.map(fill) } : {}),
  };
  const resources = podLevelResources(filled);
  return resources ? { ...filled, resources } : filled;
}

function requestsFromLimits(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  if (!limits) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
}

function withHostPorts(container: Container): Container {
  if (!container.ports) return container;
  const ports = container.ports.map((port) => (port.hostPort ? port : { ...port, hostPort: port.containerPort }));
  return { ...container, ports };
}
