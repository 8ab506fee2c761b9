import type { Container, PodSpec, Volume } from "../kubernetes/types.ts";
import { containersIn } from "./pod-containers.ts";

/** A place in a Pod that names a ConfigMap or Secret, or a key of one. */
export interface ObjectReference {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  /** Absent: the object as a whole. */
  readonly key?: string;
  readonly optional: boolean;
  /** Begins at the Pod. */
  readonly path: readonly (string | number)[];
  readonly container?: string;
}

/** Every reference of a Pod's volumes and environments. */
export function referencesIn(spec: PodSpec | undefined): readonly ObjectReference[] {
  return [
    ...containersIn(spec).flatMap(({ container, path }) => inContainer(container, path)),
    ...(spec?.volumes ?? []).flatMap((volume, index) => inVolume(volume, ["spec", "volumes", index])),
  ];
}

type Path = ObjectReference["path"];

function inContainer({ name: container, env = [], envFrom = [] }: Container, path: Path): readonly ObjectReference[] {
  const variables = env.flatMap(({ valueFrom }, index) => {
    const at = [...path, "env", index, "valueFrom"];
    return [
      ...selected("ConfigMap", valueFrom?.configMapKeyRef, [...at, "configMapKeyRef"]),
      ...selected("Secret", valueFrom?.secretKeyRef, [...at, "secretKeyRef"]),
    ];
  });
  const whole = envFrom.flatMap(({ configMapRef, secretRef }, index) => [
    ...selected("ConfigMap", configMapRef, [...path, "envFrom", index, "configMapRef"]),
    ...selected("Secret", secretRef, [...path, "envFrom", index, "secretRef"]),
  ]);
  return [...variables, ...whole].map((reference) => ({ ...reference, container }));
}

function inVolume(volume: Volume, path: Path): readonly ObjectReference[] {
  const { configMap, secret, projected } = volume;
  return [
    ...listed("ConfigMap", configMap, [...path, "configMap"]),
    ...listed("Secret", secret && { ...secret, name: secret.secretName }, [...path, "secret"]),
    ...(projected?.sources ?? []).flatMap((source, index) => [
      ...listed("ConfigMap", source.configMap, [...path, "projected", "sources", index, "configMap"]),
      ...listed("Secret", source.secret, [...path, "projected", "sources", index, "secret"]),
    ]),
  ];
}

interface Selector {
  readonly name?: string | undefined;
  readonly key?: string;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

function selected(
  kind: ObjectReference["kind"],
  selector: Selector | undefined,
  path: Path,
): readonly ObjectReference[] {
  if (!selector?.name) return [];
  const { name, key, optional = false } = selector;
  return [{ kind, name, optional, path, ...(key !== undefined && { key }) }];
}

/** The object, and each key that is picked out of it. */
function listed(kind: ObjectReference["kind"], selector: Selector | undefined, path: Path): readonly ObjectReference[] {
  const [whole] = selected(kind, selector, path);
  if (!whole) return [];
  const items = selector?.items ?? [];
  return items.length === 0
    ? [whole]
    : items.map(({ key }, index) => ({ ...whole, key, path: [...path, "items", index, "key"] }));
}
