import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import type { Problem } from "../problem/problem.ts";

/**
 * That the containers of the Pod, or one of its init containers, want the same port of the node twice, which an API server refuses. On the node's
 * own network every port is one.
 * @source pkg/apis/core/validation checkHostPortConflicts and AccumulateUniqueHostPorts, Kubernetes v1.34.1
 */
export function repeatedHostPorts({ spec }: Draft): readonly Problem[] {
  const { initContainers = [], containers, hostNetwork = false } = spec;
  const alone = initContainers.flatMap((container) => repeatedAmong("initContainers", [container], hostNetwork));
  return [...alone, ...repeatedAmong("containers", containers, hostNetwork)];
}

function repeatedAmong(list: string, containers: readonly Frozen<Container>[], hostNetwork: boolean): Problem[] {
  const taken = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { name, ports = [] } of containers) {
    for (const { hostPort, containerPort, hostIP = "", protocol = "TCP" } of ports) {
      const port = hostPort || (hostNetwork ? containerPort : 0);
      if (!port) continue;
      const key = `${protocol}/${hostIP}/${port}`;
      const other = taken.get(key);
      if (other !== undefined) problems.push(repeated(`${port} (${protocol})`, other, { list, name }));
      taken.set(key, name);
    }
  }
  return problems;
}

function repeated(port: string, first: string, second: { readonly list: string; readonly name: string }): Problem {
  const { list, name } = second;
  const isOne = first === name;
  return {
    code: "HOST_PORT_REPEATED",
    what: isOne
      ? `two ports of container ${name} both want port ${port} of the node`
      : `the containers ${first} and ${name} both want port ${port} of the node`,
    where: `the Pod, ${list}[${name}].ports`,
    fix: isOne
      ? "give one of them another hostPort; one that a lower layer gives can be unset by its containerPort (podwright.dev/unset)"
      : "give one of them another hostPort; a template that means one container should name it, not default",
  };
}
