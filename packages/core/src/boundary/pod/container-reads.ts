import type { FieldPath, Origin } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { configMap, type DataSource, dataSourcesOf, secret } from "./data-sources.ts";
import { givenBy } from "./given-by.ts";
import type { OwnedContainer } from "./owners.ts";
import { volumeSources } from "./volume-sources.ts";

/** One way in which one container reads something from outside the Pod. */
export interface ContainerRead {
  readonly source: DataSource;
  readonly container: OwnedContainer;
  /** The mount, the device or the variable. */
  readonly path: FieldPath;
  readonly origin: Origin | undefined;
  readonly givenBy: ReturnType<typeof givenBy>;
  /** For people: `its mount of volume certs at /certs`. */
  readonly by: string;
  /** Absent: a variable. */
  readonly volume?: string;
}

/** Everything that every container reads through its mounts, block devices, `env` and `envFrom`, in the order of the Pod. */
export function containerReads({
  composition: { pod },
  containers,
  mounts,
  trace,
}: BoundarySubject): readonly ContainerRead[] {
  const volumes = volumeSources(pod);
  return containers.flatMap((container) => {
    const read = (path: FieldPath, source: DataSource, by: string, volume?: string): ContainerRead => {
      const origin = trace.originAt(path);
      const from = givenBy(origin);
      return { source, container, path, origin, givenBy: from, by, ...(volume === undefined ? {} : { volume }) };
    };
    const { volumeDevices = [], env = [], envFrom = [] } = container.container;
    const mounted = mounts
      .filter((each) => each.container === container)
      .flatMap(({ mount, path, volumes: own }) =>
        own.flatMap(({ volume }) =>
          dataSourcesOf(volume).map((source) =>
            read(path, source, `its mount of volume ${mount.name} at ${mount.mountPath}`, mount.name),
          ),
        ),
      );
    const devices = volumeDevices.flatMap(({ name, devicePath }, index) =>
      volumes
        .filter((volume) => volume.name === name)
        .flatMap(({ volume }) => dataSourcesOf(volume))
        .map((source) => read([...container.path, "volumeDevices", index], source, `its device ${devicePath}`, name)),
    );
    const variables = env.flatMap(({ name, valueFrom }, index) => {
      const path = [...container.path, "env", index, "valueFrom"];
      const sources = [
        ...(valueFrom?.secretKeyRef ? [secret(valueFrom.secretKeyRef.name ?? "")] : []),
        ...(valueFrom?.configMapKeyRef ? [configMap(valueFrom.configMapKeyRef.name ?? "")] : []),
      ];
      return sources.map((source) => read(path, source, `its variable ${name}`));
    });
    const blocks = envFrom.flatMap(({ secretRef, configMapRef }, index) => {
      const sources = [
        ...(secretRef ? [{ source: secret(secretRef.name ?? ""), key: "secretRef" }] : []),
        ...(configMapRef ? [{ source: configMap(configMapRef.name ?? ""), key: "configMapRef" }] : []),
      ];
      return sources.map(({ source, key }) => read([...container.path, "envFrom", index, key], source, "its envFrom"));
    });
    return [...mounted, ...devices, ...variables, ...blocks];
  });
}
