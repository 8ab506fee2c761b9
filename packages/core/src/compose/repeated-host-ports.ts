import type { Draft } from "../merge/draft.ts";
import type { Problem } from "../problem/problem.ts";

/**
 * That two containers of the Pod want the same port of the node, which an API server refuses. On the node's own network every port is one.
 * @source pkg/apis/core/validation AccumulateUniqueHostPorts, Kubernetes v1.34.1
 */
export function repeatedHostPorts({ spec }: Draft): readonly Problem[] {
  const taken = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { name, ports = [] } of spec.containers) {
    for (const { hostPort, containerPort, hostIP = "", protocol = "TCP" } of ports) {
      const port = hostPort || (spec.hostNetwork ? containerPort : 0);
      if (!port) continue;
      const key = `${protocol}/${hostIP}/${port}`;
      const other = taken.get(key);
      if (other !== undefined && other !== name) problems.push(repeated(port, protocol, other, name));
      taken.set(key, name);
    }
  }
  return problems;
}

function repeated(port: number, protocol: string, first: string, second: string): Problem {
  return {
    code: "HOST_PORT_REPEATED",
    what: `the containers ${first} and ${second} both want port ${port} (${protocol}) of the node`,
    where: `the Pod, containers[${second}].ports`,
    fix: "give one of them another hostPort; a template that means one container should name it, not default",
  };
}
