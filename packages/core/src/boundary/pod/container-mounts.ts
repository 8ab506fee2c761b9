import type { Pod, VolumeMount } from "../../kubernetes/types.ts";
import type { FieldPath, Origin } from "../../merge/origin.ts";
import { givenBy } from "./given-by.ts";
import { absolutePath } from "./mount-path.ts";
import type { OwnedContainer } from "./owners.ts";
import type { TraceIndex } from "./trace-index.ts";
import { isWritable, type VolumeSources, volumeSources } from "./volume-sources.ts";

/** One mount of one container; a block device counts as one. */
export interface ContainerMount {
  readonly container: OwnedContainer;
  readonly mount: VolumeMount;
  readonly path: FieldPath;
  /** Absolute, without `.`, `..` and doubled slashes. */
  readonly mountPath: string;
  /** Of the entry; where layers give it together, of its volume's name. */
  readonly origin: Origin | undefined;
  readonly givenBy: ReturnType<typeof givenBy>;
  /** Whether all of it is as Flyte itself made it. */
  readonly generated: boolean;
  /** Every volume of its name: a Pod that the API server would refuse may have several. */
  readonly volumes: readonly VolumeSources[];
  /** What of the node it shows, normalised. */
  readonly hostPaths: readonly string[];
  /** Whether the container can write through it. */
  readonly writable: boolean;
}

export function mountsOf(
  pod: Pod,
  containers: readonly OwnedContainer[],
  trace: TraceIndex,
): readonly ContainerMount[] {
  const volumes = Map.groupBy(volumeSources(pod), ({ name }) => name);
  return containers.flatMap((container) =>
    entriesOf(container).map(({ mount, path }) => {
      const origin = trace.originAt([...path, "name"]) ?? trace.originAt(path);
      const own = volumes.get(mount.name) ?? [];
      return {
        container,
        mount,
        path,
        mountPath: absolutePath(mount.mountPath),
        origin,
        givenBy: givenBy(origin),
        generated: trace.leavesAt(path).every((leaf) => givenBy(leaf.origin) === "flyte"),
        volumes: own,
        hostPaths: own.flatMap(({ volume }) => (volume.hostPath ? [absolutePath(volume.hostPath.path)] : [])),
        writable: mount.readOnly !== true && own.some(isWritable),
      };
    }),
  );
}

function entriesOf({ container, path }: OwnedContainer): readonly Pick<ContainerMount, "mount" | "path">[] {
  const { volumeMounts = [], volumeDevices = [] } = container;
  return [
    ...volumeMounts.map((mount, index) => ({ mount, path: [...path, "volumeMounts", index] })),
    ...volumeDevices.map(({ name, devicePath }, index) => ({
      mount: { name, mountPath: devicePath },
      path: [...path, "volumeDevices", index],
    })),
  ];
}
