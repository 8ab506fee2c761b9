import type { PodSpec } from "../../kubernetes/gen/types.ts";
import { forbidden, type Refusals, when } from "./refusal.ts";
import { visitContainers } from "./visit-containers.ts";

/**
 * A Pod with users of its own shares no namespace with the host and has no raw volumes.
 * @source pkg/apis/core/validation/validation.go validateHostUsers, Kubernetes v1.34.1
 */
export function validateHostUsers(spec: PodSpec, field: string): Refusals {
  if (spec.hostUsers !== false) return [];
  const rule = "when `hostUsers` is false";
  return [
    ...when(spec.hostNetwork, forbidden(`${field}.hostNetwork`, rule)),
    ...when(spec.hostPID, forbidden(`${field}.HostPID`, rule)),
    ...when(spec.hostIPC, forbidden(`${field}.HostIPC`, rule)),
    ...visitContainers(spec, field, ({ volumeDevices }, at) =>
      when(volumeDevices?.length, forbidden(`${at}.volumeDevices`, rule)),
    ),
  ];
}
