import { templateContainerNames } from "../../flyte/wire-strings.ts";
import type { ContainerMount } from "../pod/container-mounts.ts";
import { outlivesPod } from "../pod/volume-sources.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B3: the platform's containers and the task's write to no volume in common, and no entry for init containers makes any of them do so. The
 * copilot's own volumes are how inputs and outputs get across: they pass as long as nobody else mounts them.
 */
export const sharedWrite: BoundaryRule = {
  name: "B3",
  code: "BOUNDARY_SHARED_WRITE",
  check(subject) {
    return [...Map.groupBy(subject.mounts, ({ mount }) => mount.name).values()].flatMap(findingsOf);
  },
};

function findingsOf(mounts: readonly ContainerMount[]): readonly RuleFinding[] {
  const writers = mounts.filter(({ writable }) => writable);
  if (writers.length === 0 || mounts.every(({ generated }) => generated)) return [];
  const owners = new Set(mounts.map(({ container }) => container.owner));
  if (owners.size > 1) return [acrossOwners(mounts, writers)];
  const byEntry = writers.find(isByInitEntry);
  const containers = new Set(mounts.map(({ container }) => container));
  if (!byEntry || (containers.size === 1 && !byEntry.volumes.some(outlivesPod))) return [];
  return [becauseOfEntry(mounts, byEntry)];
}

/** An entry of an init container's own name is meant for that one; these two serve whoever is there. */
function isByInitEntry({ container, origin }: ContainerMount): boolean {
  const { defaultInit, primaryInit } = templateContainerNames;
  const entry = origin?.templateContainer;
  return container.list === "initContainers" && (entry === defaultInit || entry === primaryInit);
}

function acrossOwners(mounts: readonly ContainerMount[], writers: readonly ContainerMount[]): RuleFinding {
  const taskWrites = writers.some(({ container }) => container.owner === "task");
  const odd = mounts.find(({ generated }) => !generated) ?? (writers[0] as ContainerMount);
  const volume = odd.mount.name;
  const ofOwner = (owner: string) => mounts.filter(({ container }) => container.owner === owner);
  return {
    severity: taskWrites ? "error" : "warning",
    container: odd.container.name,
    volume,
    path: odd.path,
    what: `volume ${volume} is shared by the platform's ${namesOf(ofOwner("platform"))} and the task's ${namesOf(ofOwner("task"))}; ${namesOf(writers)} can write to it`,
    fix: `mount it read-only where it is only read, or give each side a volume of its own:
volumeMounts:
  - { name: ${volume}, mountPath: ${odd.mount.mountPath}, readOnly: true }`,
  };
}

function becauseOfEntry(mounts: readonly ContainerMount[], byEntry: ContainerMount): RuleFinding {
  const entry = byEntry.origin?.templateContainer ?? templateContainerNames.defaultInit;
  const volume = byEntry.mount.name;
  const containers = new Set(mounts.map(({ container }) => container)).size;
  const ofTask = mounts.some(({ container }) => container.owner === "task");
  return {
    severity: ofTask ? "error" : "warning",
    container: byEntry.container.name,
    volume,
    path: byEntry.path,
    what: `the template's init entry ${entry} lets ${byEntry.container.name} write to volume ${volume}, which ${namesOf(mounts)} ${containers === 1 ? "mounts" : "share"}`,
    fix: `mount it read-only in ${entry}, or name the entry as the one init container that has to write:
volumeMounts:
  - { name: ${volume}, mountPath: ${byEntry.mount.mountPath}, readOnly: true }`,
  };
}

function namesOf(mounts: readonly ContainerMount[]): string {
  return [...new Set(mounts.map(({ container }) => container.name))].join(", ");
}
