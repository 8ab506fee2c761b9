import type { ContainerPort } from "../../kubernetes/gen/types.ts";
import type { Container } from "../../kubernetes/types.ts";
import { portName } from "./name-formats.ts";
import { outsideOf } from "./ranges.ts";
import { duplicate, invalid, invalidFor, notOneOf, ofEach, type Refusals, required, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validateContainerPorts, Kubernetes v1.34.1 */
export function validatePorts(ports: readonly ContainerPort[] | undefined, field: string): Refusals {
  const names = new Set<string>();
  return ofEach(ports, field, ({ name = "", containerPort, hostPort, protocol }, at) => {
    const messages = name ? portName(name) : [];
    const repeated = messages.length === 0 && names.has(name);
    if (name && messages.length === 0) names.add(name);
    return [
      ...invalidFor(`${at}.name`, name, messages),
      ...when(repeated, duplicate(`${at}.name`, name)),
      ...validateNumbers(containerPort, hostPort, at),
      ...notOneOf(protocol, protocols, `${at}.protocol`),
    ];
  });
}

function validateNumbers(containerPort: number, hostPort: number | undefined, field: string): Refusals {
  return [
    ...when(!containerPort, required(`${field}.containerPort`)),
    ...(containerPort ? outsideOf(`${field}.containerPort`, containerPort, 1, 65_535) : []),
    ...(hostPort ? outsideOf(`${field}.hostPort`, hostPort, 1, 65_535) : []),
  ];
}

const protocols = ["SCTP", "TCP", "UDP"];

/** A port's number or name. */
export function validatePort(port: number | string, field: string): Refusals {
  return typeof port === "number" ? outsideOf(field, port, 1, 65_535) : invalidFor(field, port, portName(port));
}

/**
 * Refuses host ports that two ports of the containers claim.
 * @source pkg/apis/core/validation/validation.go checkHostPortConflicts, Kubernetes v1.34.1
 */
export function validateHostPorts(containers: readonly Container[], field: string): Refusals {
  const claimed = new Set<string>();
  return ofEach(containers, field, ({ ports }, container) =>
    ofEach(ports, `${container}.ports`, ({ protocol, hostIP = "", hostPort }, at) => {
      const claim = `${protocol}/${hostIP}/${hostPort}`;
      const taken = claimed.has(claim);
      if (hostPort) claimed.add(claim);
      return when(hostPort && taken, duplicate(`${at}.hostPort`, claim));
    }),
  );
}

/**
 * On the host's network a container's port is the host's.
 * @param defaulted - whether host ports have been filled in: for Pods, not for templates
 * @source pkg/apis/core/validation/validation.go validatePodHostNetworkDeps, Kubernetes v1.34.1
 */
export function validateHostNetworkPorts(
  containers: readonly Container[],
  field: string,
  defaulted: boolean,
): Refusals {
  return ofEach(containers, field, ({ ports }, container) =>
    ofEach(ports, `${container}.ports`, ({ hostPort = 0, containerPort }, at) =>
      when(
        (defaulted || hostPort !== 0) && hostPort !== containerPort,
        invalid(`${at}.hostPort`, hostPort, "must match `containerPort` when `hostNetwork` is true"),
      ),
    ),
  );
}
