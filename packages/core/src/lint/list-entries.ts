import type { Container, PodSpec } from "../kubernetes/types.ts";
import { containersIn } from "./pod-containers.ts";

/** An entry of a list whose entries are told apart by a key. */
export interface ListEntry {
  /** Entries of one list and key are duplicates. */
  readonly list: string;
  readonly key: string;
  /** The entry in words. */
  readonly what: string;
  readonly path: readonly (string | number)[];
  readonly container?: string;
  /** Whether an API server refuses two of them. */
  readonly refused: boolean;
}

/** Every entry of a Pod's keyed lists; paths begin at the Pod. */
export function entriesOf(spec: PodSpec): readonly ListEntry[] {
  const volumes = (spec.volumes ?? []).map(
    ({ name }, index): ListEntry => ({
      list: "volumes",
      key: name,
      what: `the volume ${name}`,
      path: ["spec", "volumes", index],
      refused: true,
    }),
  );
  const containers = containersIn(spec).flatMap(({ container, path }) => entriesOfContainer(container, path));
  return [...volumes, ...containers];
}

function entriesOfContainer(container: Container, path: ListEntry["path"]): readonly ListEntry[] {
  const { name } = container;
  const entries = <T>(
    list: KeyedList,
    items: readonly T[] | undefined,
    keyOf: (item: T) => string | undefined,
  ): readonly ListEntry[] =>
    (items ?? []).flatMap((item, index) => {
      const key = keyOf(item);
      if (key === undefined) return [];
      const at = [...path, list, index];
      // Containers of one name are told themselves: their lists are kept apart by place.
      return [
        {
          list: `${path.join("/")}/${list}`,
          key,
          what: `${words[list]} ${key} of container ${name}`,
          path: at,
          container: name,
          refused: refused.has(list),
        },
      ];
    });
  return [
    { list: "containers", key: name, what: `a container called ${name}`, path, container: name, refused: true },
    ...entries("env", container.env, (each) => each.name),
    ...entries("volumeMounts", container.volumeMounts, (each) => each.mountPath),
    ...entries("volumeDevices", container.volumeDevices, (each) => each.devicePath),
    ...entries(
      "ports",
      container.ports,
      ({ containerPort, protocol = "TCP" }) => `${containerPort}/${protocol || "TCP"}`,
    ),
  ];
}

type KeyedList = "env" | "volumeMounts" | "volumeDevices" | "ports";

const words: Readonly<Record<KeyedList, string>> = {
  env: "the variable",
  volumeMounts: "the mount at",
  volumeDevices: "the device at",
  ports: "the port",
};

/** @source validation.go ValidateVolumeMounts, ValidateVolumeDevices, Kubernetes v1.34.1 */
const refused: ReadonlySet<KeyedList> = new Set(["volumeMounts", "volumeDevices"]);
