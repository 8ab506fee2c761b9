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
  readonly origin: Origin | undefined;
  readonly givenBy: ReturnType<typeof givenBy>;
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

function mountedReads({ mounts }: BoundarySubject, container: OwnedContainer): readonly ContainerRead[] {
  return mounts
    .filter((each) => each.container === container)
    .flatMap(({ mount, path, volumes, origin, givenBy }) =>
      volumes
        .flatMap(({ volume }) => dataSourcesOf(volume))
        .map((source) => {
          const by = `its mount of volume ${mount.name} at ${mount.mountPath}`;
          return { source, container, path, origin, givenBy, by, volume: mount.name };
        }),
    );
}

function variableReads({ trace }: BoundarySubject, container: OwnedContainer): readonly ContainerRead[] {
  return (container.container.env ?? []).flatMap(({ name, valueFrom }, index) => {
    const path = [...container.path, "env", index, "valueFrom"];
    const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
    return references(secretKeyRef, configMapKeyRef).map((source) =>
      readAt(trace, { source, container, path, by: `its variable ${name}` }),
    );
  });
}

function blockReads({ trace }: BoundarySubject, container: OwnedContainer): readonly ContainerRead[] {
  return (container.container.envFrom ?? []).flatMap(({ secretRef, configMapRef }, index) => {
    const path = [...container.path, "envFrom", index];
    return references(secretRef, configMapRef).map((source) =>
      readAt(trace, { source, container, path, by: "its envFrom" }),
    );
  });
}

interface Reference {
  readonly name?: string;
}

function references(toSecret: Reference | undefined, toConfigMap: Reference | undefined): readonly DataSource[] {
  return [
    ...(toSecret ? [secret(toSecret.name ?? "")] : []),
    ...(toConfigMap ? [configMap(toConfigMap.name ?? "")] : []),
  ];
}

function readAt(trace: TraceIndex, read: Omit<ContainerRead, "origin" | "givenBy">): ContainerRead {
  const origin = trace.originAt(read.path);
  return { ...read, origin, givenBy: givenBy(origin) };
}
