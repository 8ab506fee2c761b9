import type { Container, Pod } from "@podwright/core";
import { containerPlaces } from "../../container-places.ts";
import type { ObjectKind } from "../../pod-facts.ts";

/** A ConfigMap or Secret that a Pod refers to. */
export interface PodReference {
  readonly kind: ObjectKind;
  readonly name: string;
  /** Its first place in the Pod. */
  readonly where: string;
  /** Whether the Pod starts without it. */
  readonly optional: boolean;
}

/** Every ConfigMap and Secret that a Pod refers to, each once, where it needs it if it does somewhere. */
export function podReferences(pod: Pod): readonly PodReference[] {
  const found = [
    ...ofVolumes(pod),
    ...containerPlaces(pod).flatMap(([path, container]) => ofContainer(path, container)),
  ];
  const all = [...found.filter(({ optional }) => !optional), ...found.filter(({ optional }) => optional)];
  const seen = new Set<string>();
  return all.filter(({ kind, name }) => {
    const isNew = name !== "" && !seen.has(`${kind} ${name}`);
    seen.add(`${kind} ${name}`);
    return isNew;
  });
}

interface Referring {
  readonly name?: string;
  readonly optional?: boolean;
}

function of(kind: ObjectKind, reference: Referring | undefined, where: string): readonly PodReference[] {
  return reference ? [{ kind, name: reference.name ?? "", where, optional: reference.optional === true }] : [];
}

function ofVolumes({ spec }: Pod): readonly PodReference[] {
  return (spec?.volumes ?? []).flatMap(({ configMap, secret, projected }, index) => {
    const where = `spec.volumes[${index}]`;
    const named = secret && { name: secret.secretName ?? "", ...(secret.optional && { optional: true }) };
    return [
      ...of("ConfigMap", configMap, `${where}.configMap`),
      ...of("Secret", named, `${where}.secret`),
      ...(projected?.sources ?? []).flatMap((source, at) => [
        ...of("ConfigMap", source.configMap, `${where}.projected.sources[${at}].configMap`),
        ...of("Secret", source.secret, `${where}.projected.sources[${at}].secret`),
      ]),
    ];
  });
}

function ofContainer(path: string, { env = [], envFrom = [] }: Container): readonly PodReference[] {
  return [
    ...envFrom.flatMap(({ configMapRef, secretRef }, index) => [
      ...of("ConfigMap", configMapRef, `${path}.envFrom[${index}]`),
      ...of("Secret", secretRef, `${path}.envFrom[${index}]`),
    ]),
    ...env.flatMap(({ valueFrom }, index) => [
      ...of("ConfigMap", valueFrom?.configMapKeyRef, `${path}.env[${index}]`),
      ...of("Secret", valueFrom?.secretKeyRef, `${path}.env[${index}]`),
    ]),
  ];
}
