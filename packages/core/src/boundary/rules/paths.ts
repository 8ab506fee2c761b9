import { storageConfigVolumeName } from "../../compose/copilot/copilot-container.ts";
import { storageConfigMountPath } from "../../compose/copilot/storage-arguments.ts";
import type { Facts } from "../../compose/facts.ts";
import { copilotProgram } from "../../flyte/wire-strings.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import type { ContainerMount } from "../pod/container-mounts.ts";
import { contains, overlap } from "../pod/mount-path.ts";
import { isTrustStore, trustStores } from "../pod/trust-stores.ts";
import { beginsEmpty } from "../pod/volume-sources.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B6: nothing is mounted over the copilot's program, its config or the task's data, nor above or inside them. A mount over a trust store is told,
 * but for the CA mount itself, which is meant.
 */
export const paths: BoundaryRule = {
  name: "B6",
  code: "BOUNDARY_PATHS",
  check(subject) {
    const placed = subject.mounts.filter(({ mount }) => mount.mountPath !== "");
    const data = dataMounts(subject.facts, placed);
    return placed.flatMap((mount) => [...overProtected(data, mount), ...overTrustStore(subject, mount)]);
  },
};

interface ProtectedPath {
  readonly path: string;
  readonly what: string;
}

/** The mounts that Flyte makes of the task's data, and what they hold, in the order of the Pod. */
type DataMounts = ReadonlyMap<ContainerMount, string>;

function dataMounts({ config }: Facts, mounts: readonly ContainerMount[]): DataMounts {
  const { "input-vol-name": inputs, "output-vol-name": outputs } = config["co-pilot"];
  const generated = mounts.filter((each) => each.generated && [inputs, outputs].includes(each.mount.name));
  return new Map(
    generated.map((each) => [each, each.mount.name === inputs ? "the task's inputs" : "the task's outputs"]),
  );
}

function overProtected(data: DataMounts, own: ContainerMount): readonly RuleFinding[] {
  const met = protectedPaths(data, own).find(({ path }) => overlap(path, own.mountPath));
  if (!met) return [];
  const { container, mount, path } = own;
  const place = own.mountPath === met.path ? "at" : contains(met.path, own.mountPath) ? "inside" : "above";
  const isTasksOwn = own.givenBy === "task" && container.owner === "task";
  return [
    {
      severity: isTasksOwn ? "warning" : "error",
      container: container.name,
      volume: mount.name,
      path,
      what: `${container.name} mounts volume ${mount.name} at ${mount.mountPath}, ${place} ${met.what} (${met.path})`,
      fix: own.generated
        ? "give the task's data another place (its input and output directories)"
        : `mount ${mount.name} somewhere else`,
    },
  ];
}

function protectedPaths(data: DataMounts, own: ContainerMount): readonly ProtectedPath[] {
  const isConfigItself = own.generated && own.mount.name === storageConfigVolumeName;
  const config = { path: storageConfigMountPath, what: "the copilot's config" };
  const ofCopilot = [{ path: copilotProgram, what: "the copilot's program" }, ...(isConfigItself ? [] : [config])];
  return [...(own.container.from === "copilot" ? ofCopilot : []), ...dataPaths(data, own)];
}

/** Of two places of the task's data that lie in each other the later mount is told. */
function dataPaths(data: DataMounts, own: ContainerMount): readonly ProtectedPath[] {
  const all = [...data];
  const earlier = data.has(own) ? all.slice(0, [...data.keys()].indexOf(own)) : all;
  return earlier
    .filter(([{ container }]) => container === own.container)
    .map(([{ mountPath }, what]) => ({ path: mountPath, what }));
}

function overTrustStore({ mounts }: BoundarySubject, own: ContainerMount): readonly RuleFinding[] {
  const { container, mount, path } = own;
  const hidden = trustStores.find((store) => contains(own.mountPath, store));
  if (hidden === undefined) return [];
  const taskWrites = mounts.some(
    (each) => each.mount.name === mount.name && each.writable && each.container.owner === "task",
  );
  const isCaMount = !own.writable && isTrustStore(own.mountPath) && !own.volumes.some(beginsEmpty);
  const roots = "all roots of the image that stand there, some 140 where it has the usual ca-certificates";
  return [
    {
      severity: taskWrites && container.owner === "platform" ? "error" : isCaMount ? "note" : "information",
      container: container.name,
      volume: mount.name,
      path,
      what: `${container.name} mounts volume ${mount.name} at ${mount.mountPath}, over the trust store ${hidden}: it hides ${roots}`,
      fix: isCaMount
        ? `nothing, if the bundle holds every CA that ${container.name} needs; else put the public roots into it too`
        : "mount it read-only, with every CA that the container needs, at the trust store itself; or somewhere else",
    },
  ];
}
