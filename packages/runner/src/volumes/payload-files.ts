import type { Problem, Result } from "@podwright/core";
import { failure, success } from "@podwright/core";
import { missingReference } from "../environment/missing-reference.ts";
import { type ObjectKind, type PodFacts, payloadOf } from "../pod-facts.ts";

/** A file of a ConfigMap or Secret volume, by its path within the volume. */
export interface VolumeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Permission bits. */
  readonly mode: number;
}

export interface PayloadVolume {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[];
  /** Default: 0644. */
  readonly defaultMode?: number;
  readonly optional?: boolean;
}

/**
 * The files of a `configMap` or `secret` volume: every key, or only those of `items` under their paths.
 * @param where - the volume's place in the Pod
 * @problems POD_REFERENCE_MISSING
 * @source pkg/volume/configmap/configmap.go MakePayload, kubernetes/kubernetes v1.36
 */
export function payloadFiles(facts: PodFacts, volume: PayloadVolume, where: string): Result<readonly VolumeFile[]> {
  const { kind, name, items, optional } = volume;
  const mode = volume.defaultMode ?? 0o644;
  const payload = payloadOf(facts, kind, name);
  if (!payload) return optional ? success([]) : failure(missingReference(kind, name, where));
  if (!items?.length) return success([...payload].map(([path, bytes]) => ({ path, bytes, mode })));
  const files: VolumeFile[] = [];
  const problems: Problem[] = [];
  for (const [index, item] of items.entries()) {
    const bytes = payload.get(item.key);
    if (bytes) files.push({ path: item.path, bytes, mode: item.mode ?? mode });
    else if (!optional) problems.push(missingReference(kind, name, `${where}.items[${index}]`, item.key));
  }
  const [first, ...more] = problems;
  return first ? failure(first, ...more) : success(files);
}
