import { storageConfigVolumeName } from "../../compose/copilot/copilot-container.ts";
import { storageConfigMountPath } from "../../compose/copilot/storage-arguments.ts";
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
    return placed.flatMap((mount) => [...overProtected(subject, mount), ...overTrustStore(subject, mount)]);
  },
};

interface ProtectedPath {
  readonly path: string;
  readonly what: string;
  /** The mount that it is, which cannot be in its own way. */
  readonly mount?: ContainerMount;
}

function overProtected(subject: BoundarySubject, own: ContainerMount): readonly RuleFinding[] {
  const met = protectedPaths(subject, own).find(({ path }) => overlap(path, own.mountPath));
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

function protectedPaths(subject: BoundarySubject, own: ContainerMount): readonly ProtectedPath[] {
  const ofCopilot: readonly ProtectedPath[] = [
    { path: copilotProgram, what: "the copilot's program" },
    ...(own.generated && own.mount.name === storageConfigVolumeName
      ? []
      : [{ path: storageConfigMountPath, what: "the copilot's config" }]),
  ];
  return [...(own.container.from === "copilot" ? ofCopilot : []), ...dataPaths(subject, own)];
}

/** Of two places of the task's data that lie in each other the later mount is told. */
function dataPaths({ facts, mounts }: BoundarySubject, own: ContainerMount): readonly ProtectedPath[] {
  const copilot = facts.config["co-pilot"];
  const what = new Map([
    [copilot["input-vol-name"], "the task's inputs"],
    [copilot["output-vol-name"], "the task's outputs"],
  ]);
  const isData = (each: ContainerMount) => each.generated && each.mount.mountPath !== "" && what.has(each.mount.name);
  return mounts
    .filter((each) => each.container === own.container && each !== own && isData(each))
    .filter((each) => !isData(own) || mounts.indexOf(each) < mounts.indexOf(own))
    .map((each) => ({ path: each.mountPath, what: what.get(each.mount.name) ?? "" }));
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
