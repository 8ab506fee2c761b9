import type { Container } from "@podwright/core";

/**
 * The number of a port that a probe or hook names by its number or by its name among the container's ports; undefined when there is none.
 * @source pkg/probe/util.go ResolveContainerPort, kubernetes/kubernetes v1.34
 */
export function resolvePort(port: number | string, { ports = [] }: Container): number | undefined {
  const named = ports.find(({ name }) => name !== undefined && name === port)?.containerPort;
  const number = named ?? (typeof port === "number" || /^\d+$/.test(port) ? Number(port) : undefined);
  return number !== undefined && number > 0 && number < 65_536 ? number : undefined;
}
