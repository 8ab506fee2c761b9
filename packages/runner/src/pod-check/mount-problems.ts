import { posix } from "node:path";
import type { Container, Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import { leadsOut } from "../volumes/resolve-mounts.ts";
import type { EngineTraits } from "./engine-traits.ts";

/**
 * Mounts that no API server takes, or that no engine of this machine makes: of a volume that the Pod does not have, two at one
 * place, a sub-path out of the volume, a volume over the root, /proc or /sys.
 * @problems POD_INVALID, ENGINE_UNSUPPORTED
 * @source pkg/apis/core/validation/validation.go ValidateVolumeMounts, kubernetes/kubernetes v1.36
 */
export function mountProblems(pod: Pod, { name }: Pick<EngineTraits, "name">): readonly Problem[] {
  const volumes = new Set((pod.spec?.volumes ?? []).map(({ name }) => name));
  return containerPlaces(pod).flatMap(([path, container]) => problemsOf(path, container, { volumes, engine: name }));
}

function problemsOf(
  path: string,
  { volumeMounts }: Container,
  { volumes, engine }: { readonly volumes: ReadonlySet<string>; readonly engine: string },
): readonly Problem[] {
  const taken = new Set<string>();
  return (volumeMounts ?? []).flatMap(({ name, mountPath, subPath = "", ...rest }, index): readonly Problem[] => {
    const where = `${path}.volumeMounts[${index}]`;
    const target = posix.join("/", mountPath, "/");
    const repeated = taken.has(target);
    taken.add(target);
    if (!volumes.has(name)) return [invalid(`the Pod has no volume ${name}`, where, noVolume)];
    if (repeated) return [invalid(`a second volume is mounted at ${mountPath}`, where, "give each mount its own path")];
    if (subPath && rest.subPathExpr) return [invalid("a mount has a subPath and a subPathExpr", where, oneOfThem)];
    if (rest.recursiveReadOnly === "Enabled" && !rest.readOnly)
      return [
        invalid("recursiveReadOnly is Enabled for a mount that is not read-only", where, "set readOnly: true too"),
      ];
    if (leadsOut(subPath)) return [invalid(`subPath ${subPath} leads out of its volume`, where, inside)];
    if (["/", "/proc/", "/sys/"].includes(target)) return [notMountable(mountPath, engine, where)];
    return [];
  });
}

const noVolume = "add it to spec.volumes, or correct the name";
const oneOfThem = "leave one of the two out";
const inside = "write it relative to the volume's root, without `..`";

function invalid(what: string, where: string, fix: string): Problem {
  return { code: "POD_INVALID", what, where, fix };
}

function notMountable(mountPath: string, engine: string, where: string): Problem {
  return {
    code: "ENGINE_UNSUPPORTED",
    what: `${engine} cannot mount a volume at ${mountPath}`,
    where,
    fix: "mount it at a folder of its own",
  };
}
