import type { FieldPath, Origin } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { configMap, type DataSource, dataSourcesOf, secret } from "./data-sources.ts";
import { givenBy } from "./given-by.ts";
import type { OwnedContainer } from "./owners.ts";
import type { TraceIndex } from "./trace-index.ts";

/** One way in which one container reads something from outside the Pod. */
export interface ContainerRead {
  readonly source: DataSource;
  readonly container: OwnedContainer;
  /** The mount or the variable. */
  readonly path: FieldPath;
  /** Everyone who gave it, whoever won. */
  readonly origins: readonly Origin[];
  /** Whether the platform is among them. */
  readonly isGiven: boolean;
  /** For people: `its mount of volume certs at /certs`. */
  readonly by: string;
  /** Absent: a variable. */
  readonly volume?: string;
}

/** Everything that every container reads through its mounts, `env` and `envFrom`, in the order of the Pod. */
export function containerReads(subject: BoundarySubject): readonly ContainerRead[] {
  return subject.containers.flatMap((container) => [
    ...mountedReads(subject, container),
    ...variableReads(subject, container),
    ...blockReads(subject, container),
  ]);
}

function mountedReads({ mounts, trace }: BoundarySubject, container: OwnedContainer): readonly ContainerRead[] {
  return mounts
    .filter((each) => each.container === container)
    .flatMap(({ mount, path, volumes }) =>
      volumes
        .flatMap(({ volume }) => dataSourcesOf(volume))
        .map((source) => {
          const by = `its mount of volume ${mount.name} at ${mount.mountPath}`;
          return { source, container, path, by, volume: mount.name, ...givers(trace, [...path, "name"]) };
        }),
    );
}

function variableReads({ trace }: BoundarySubject, container: OwnedContainer): readonly ContainerRead[] {
  return (container.container.env ?? []).flatMap(({ name, valueFrom }, index) => {
    const path = [...container.path, "env", index, "valueFrom"];
    return references(valueFrom, { secret: "secretKeyRef", configMap: "configMapKeyRef" }).map(({ source, key }) => ({
      source,
      container,
      path,
      by: `its variable ${name}`,
      ...givers(trace, [...path, key, "name"]),
    }));
  });
}

function blockReads({ trace }: BoundarySubject, container: OwnedContainer): readonly ContainerRead[] {
  return (container.container.envFrom ?? []).flatMap((block, index) => {
    const path = [...container.path, "envFrom", index];
    return references(block, { secret: "secretRef", configMap: "configMapRef" }).map(({ source, key }) => ({
      source,
      container,
      path,
      by: "its envFrom",
      ...givers(trace, [...path, key, "name"]),
    }));
  });
}

type Referring<Key extends string> = { readonly [K in Key]?: { readonly name?: string } };

function references<Key extends string>(
  holder: Referring<Key> | undefined,
  keys: { readonly secret: Key; readonly configMap: Key },
): readonly { readonly source: DataSource; readonly key: Key }[] {
  const toSecret = holder?.[keys.secret];
  const toConfigMap = holder?.[keys.configMap];
  return [
    ...(toSecret ? [{ source: secret(toSecret.name ?? ""), key: keys.secret }] : []),
    ...(toConfigMap ? [{ source: configMap(toConfigMap.name ?? ""), key: keys.configMap }] : []),
  ];
}

function givers(trace: TraceIndex, path: FieldPath): Pick<ContainerRead, "origins" | "isGiven"> {
  const origins = trace.originsAt(path);
  return { origins, isGiven: origins.some((origin) => givenBy(origin) !== "task") };
}
