import type { Container, Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";

/**
 * What no API server or kubelet takes of a Pod's containers and volumes, whatever the engine: none at all, names that
 * repeat or are none, root where root is forbidden.
 * @problems POD_INVALID
 */
export function invalidPod(pod: Pod): readonly Problem[] {
  const { spec } = pod;
  const containers = containerPlaces(pod);
  const volumes = (spec?.volumes ?? []).map((volume, index): Named => [`spec.volumes[${index}]`, volume]);
  return [
    ...(spec?.containers?.length ? [] : [noContainers]),
    ...duplicates("containers", containers),
    ...duplicates("volumes", volumes),
    ...badNames([...containers, ...volumes]),
    ...containers.flatMap(([path, container]) => forbiddenRoot(path, container, pod)),
    ...containers.flatMap(([path, container]) => withoutStart(path, container, pod)),
  ];
}

const noContainers: Problem = {
  code: "POD_INVALID",
  what: "the Pod has no containers",
  where: "spec.containers",
  fix: "give it at least one",
};

/** Something with a name, and its place in the Pod. */
type Named = readonly [where: string, { readonly name: string }];

function duplicates(kind: string, all: readonly Named[]): readonly Problem[] {
  const seen = new Set<string>();
  return all.flatMap(([path, { name }]): readonly Problem[] => {
    const repeated = seen.has(name);
    seen.add(name);
    if (!repeated) return [];
    const fix = `give each of the ${kind} a name of its own`;
    return [{ code: "POD_INVALID", what: `two ${kind} are named ${name}`, where: path, fix }];
  });
}

/** @source apimachinery validation.IsDNS1123Label */
function badNames(named: readonly Named[]): readonly Problem[] {
  const bad = named.filter(([, { name }]) => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
  return bad.map(([path, { name }]) => ({
    code: "POD_INVALID",
    what: `${JSON.stringify(name)} is not a name that Kubernetes takes`,
    where: `${path}.name`,
    fix: "use at most 63 lower case letters, digits and hyphens, with no hyphen at the ends",
  }));
}

/** @source pkg/apis/core/validation/validation.go validateInitContainers, kubernetes/kubernetes v1.34 */
function withoutStart(path: string, container: Container, { spec }: Pod): readonly Problem[] {
  if (!spec?.initContainers?.includes(container) || container.restartPolicy === "Always") return [];
  const fields = ["startupProbe", "livenessProbe", "readinessProbe", "lifecycle"] as const;
  return fields
    .filter((field) => container[field])
    .map((field) => ({
      code: "POD_INVALID",
      what: `init container ${container.name} runs to its end and may not have a ${field}`,
      where: `${path}.${field}`,
      fix: "remove it, or make the container a sidecar with `restartPolicy: Always`",
    }));
}

/** @source pkg/kubelet/kuberuntime/security_context.go verifyRunAsNonRoot, kubernetes/kubernetes v1.36 */
function forbiddenRoot(path: string, { name, securityContext }: Container, { spec }: Pod): readonly Problem[] {
  const nonRoot = securityContext?.runAsNonRoot ?? spec?.securityContext?.runAsNonRoot;
  const userId = securityContext?.runAsUser ?? spec?.securityContext?.runAsUser;
  if (!nonRoot || userId !== 0) return [];
  return [
    {
      code: "POD_INVALID",
      what: `container ${name} has runAsNonRoot, and runAsUser 0, which is root; on Kubernetes it would not start`,
      where: `${path}.securityContext`,
      fix: "set runAsUser to another user, or leave runAsNonRoot out",
    },
  ];
}
