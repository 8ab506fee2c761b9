import { type Problem, type Result, resultOf, type VolumeMount } from "@podwright/core";
import { expand } from "../environment/expand.ts";
import { leadsOut } from "./resolve-mounts.ts";

/**
 * A container's mounts with each `subPathExpr` worked out into `subPath`.
 * @param where - the container's place in the Pod
 * @problems POD_INVALID for a variable that is not there or empty, and for a path out of the volume
 * @source pkg/kubelet/container/helpers.go ExpandContainerVolumeMounts, kubernetes/kubernetes v1.34
 */
export function expandSubPaths(
  mounts: readonly VolumeMount[],
  environment: ReadonlyMap<string, string>,
  where: string,
): Result<readonly VolumeMount[]> {
  const problems: Problem[] = [];
  const expanded = mounts.map((mount, index): VolumeMount => {
    const { subPathExpr, ...rest } = mount;
    if (!subPathExpr) return mount;
    const place = `${where}.volumeMounts[${index}].subPathExpr`;
    const missing = new Set<string>();
    const subPath = expand(subPathExpr, (name) => environment.get(name) || void missing.add(name));
    if (missing.size > 0) problems.push(missingVariables([...missing], place));
    else if (leadsOut(subPath)) problems.push(outside(subPath, place));
    return { ...rest, subPath };
  });
  return resultOf(expanded, problems);
}

function missingVariables(names: readonly string[], where: string): Problem {
  return {
    code: "POD_INVALID",
    what: `${names.join(", ")} ${names.length === 1 ? "has" : "have"} no value; on Kubernetes the container would not start`,
    where,
    fix: "give the container that variable in env, with a value",
  };
}

function outside(subPath: string, where: string): Problem {
  return {
    code: "POD_INVALID",
    what: `subPath ${subPath} leads out of its volume`,
    where,
    fix: "write it relative to the volume's root, without `..`",
  };
}
