import type { PodSpec } from "../../kubernetes/gen/types.ts";
import { invalid, type Refusals, when } from "./refusal.ts";
import { visitContainers } from "./visit-containers.ts";

/**
 * In a Pod with a Windows HostProcess container all are such, on the host's network.
 * @source pkg/apis/core/validation/validation.go validateWindowsHostProcessPod, Kubernetes v1.34.1
 */
export function validateHostProcess(spec: PodSpec, field: string): Refusals {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const states: boolean[] = [];
  const rule = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
  const different = visitContainers(spec, field, ({ securityContext }, at) => {
    const own = securityContext?.windowsOptions?.hostProcess;
    states.push(own ?? ofPod ?? false);
    const differs = ofPod !== undefined && own !== undefined && own !== ofPod;
    return when(differs, invalid(`${at}.securityContext.windowsOptions.hostProcess`, own ?? false, rule));
  });
  if (!states.includes(true)) return different;
  return [
    ...different,
    ...when(
      states.includes(false),
      invalid(
        field,
        "",
        "If pod contains any hostProcess containers then all containers must be HostProcess containers",
      ),
    ),
    ...when(
      !spec.hostNetwork,
      invalid(`${field}.hostNetwork`, false, "hostNetwork must be true if pod contains any hostProcess containers"),
    ),
  ];
}
