import type { VolumeDevice, VolumeMount } from "../../kubernetes/gen/types.ts";
import type { Container, Volume } from "../../kubernetes/types.ts";
import { badDescendingPath, climbingPath } from "./paths.ts";
import { forbidden, invalid, notFound, notOneOf, ofEach, type Refusals, required, when } from "./refusal.ts";

/** The volumes that are valid, by name: mounts of the others are refused as well. */
export type Volumes = ReadonlyMap<string, Volume>;

/** @source pkg/apis/core/validation/validation.go ValidateVolumeMounts, Kubernetes v1.34.1 */
export function validateMounts(container: Container, volumes: Volumes, field: string): Refusals {
  const devices = new Map((container.volumeDevices ?? []).map(({ name, devicePath }) => [name, devicePath]));
  const devicePaths = new Set(devices.values());
  const taken = new Set<string>();
  return ofEach(container.volumeMounts, field, (mount, at) => {
    const { name, mountPath } = mount;
    const repeated = taken.has(mountPath);
    taken.add(mountPath);
    return [
      ...when(!name, required(`${at}.name`)),
      ...when(!volumes.has(name), notFound(`${at}.name`, name)),
      ...when(!mountPath, required(`${at}.mountPath`)),
      ...when(repeated, invalid(`${at}.mountPath`, mountPath, "must be unique")),
      ...when(devices.has(name), invalid(`${at}.name`, name, "must not already exist in volumeDevices")),
      ...when(
        devicePaths.has(mountPath),
        invalid(`${at}.mountPath`, mountPath, "must not already exist as a path in volumeDevices"),
      ),
      ...validateSubPaths(mount, at, field),
      ...validatePropagation(mount, container, `${field}.mountPropagation`),
      ...validateRecursion(mount, `${field}.recursiveReadOnly`),
    ];
  });
}

/** The server names the list, not the mount, where a path or a propagation is wrong. */
function validateSubPaths({ subPath, subPathExpr }: VolumeMount, mount: string, list: string): Refusals {
  return [
    ...(subPath ? badDescendingPath(`${list}.subPath`, subPath) : []),
    ...when(
      subPath && subPathExpr,
      invalid(`${mount}.subPathExpr`, subPathExpr ?? "", "subPathExpr and subPath are mutually exclusive"),
    ),
    ...(subPathExpr ? badDescendingPath(`${list}.subPathExpr`, subPathExpr) : []),
  ];
}

function validatePropagation({ mountPropagation }: VolumeMount, container: Container, field: string): Refusals {
  if (mountPropagation === undefined) return [];
  const unprivileged = mountPropagation === "Bidirectional" && !container.securityContext?.privileged;
  return [
    ...notOneOf(mountPropagation, propagations, field),
    ...when(
      unprivileged,
      forbidden(field, "Bidirectional mount propagation is available only to privileged containers"),
    ),
  ];
}

const propagations = ["Bidirectional", "HostToContainer", "None"];

function validateRecursion({ recursiveReadOnly, readOnly, mountPropagation }: VolumeMount, field: string): Refusals {
  if (recursiveReadOnly === undefined || recursiveReadOnly === "Disabled") return [];
  if (!recursions.includes(recursiveReadOnly)) return notOneOf(recursiveReadOnly, recursions, field);
  return [
    ...when(!readOnly, forbidden(field, "may only be specified when readOnly is true")),
    ...when(
      mountPropagation !== undefined && mountPropagation !== "None",
      forbidden(field, "may only be specified when mountPropagation is None or not specified"),
    ),
  ];
}

const recursions = ["Disabled", "Enabled", "IfPossible"];

/** @source pkg/apis/core/validation/validation.go ValidateVolumeDevices, Kubernetes v1.34.1 */
export function validateDevices(container: Container, volumes: Volumes, field: string): Refusals {
  const mounts = new Map((container.volumeMounts ?? []).map(({ name, mountPath }) => [name, mountPath]));
  const mountPaths = new Set(mounts.values());
  const names = new Set<string>();
  const paths = new Set<string>();
  return ofEach(container.volumeDevices, field, ({ name, devicePath }: VolumeDevice, at) => {
    const volume = volumes.get(name);
    const climbs = climbingPath("", devicePath).length > 0;
    const refusals = [
      ...when(!name, required(`${at}.name`)),
      ...when(names.has(name), invalid(`${at}.name`, name, "must be unique")),
      ...when(volume && !volume.persistentVolumeClaim && !volume.ephemeral, invalid(`${at}.name`, name, noBlock)),
      ...when(!volume, notFound(`${at}.name`, name)),
      ...when(!devicePath, required(`${at}.devicePath`)),
      ...when(paths.has(devicePath), invalid(`${at}.devicePath`, devicePath, "must be unique")),
      ...when(climbs, invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')")),
      ...when(mounts.has(name), invalid(`${at}.name`, name, "must not already exist in volumeMounts")),
      ...when(
        mountPaths.has(devicePath),
        invalid(`${at}.devicePath`, devicePath, "must not already exist as a path in volumeMounts"),
      ),
    ];
    if (name) names.add(name);
    if (!climbs) paths.add(devicePath);
    return refusals;
  });
}

const noBlock = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode";
