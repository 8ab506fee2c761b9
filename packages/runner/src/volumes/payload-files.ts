import type { Problem } from "@podwright/core";
import { missingReference } from "../environment/missing-reference.ts";
import { type ObjectKind, type PodFacts, payloadOf } from "../pod-facts.ts";
import type { WantedFile, WantedFiles } from "./volume-file.ts";

/** A `configMap` or `secret` volume, or such a source of a projected one. */
export interface PayloadSource {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[];
  /** Permission bits of files whose item names none. */
  readonly defaultMode: number;
  readonly optional?: boolean;
}

/**
 * The files of a ConfigMap or Secret: every key, or only those of `items` under their paths.
 * @param where - the source's place in the Pod
 * @problems POD_REFERENCE_MISSING
 * @source pkg/volume/configmap/configmap.go MakePayload, kubernetes/kubernetes v1.34
 */
export function payloadFiles(facts: PodFacts, source: PayloadSource, where: string): WantedFiles {
  const { kind, name, items, optional, defaultMode } = source;
  const payload = payloadOf(facts, kind, name);
  if (!payload) return { files: [], problems: optional ? [] : [missingReference(kind, name, where)] };
  if (!items?.length) {
    return { files: [...payload].map(([path, bytes]) => ({ path, bytes, mode: defaultMode, where })), problems: [] };
  }
  const files: WantedFile[] = [];
  const problems: Problem[] = [];
  for (const [index, item] of items.entries()) {
    const [bytes, place] = [payload.get(item.key), `${where}.items[${index}]`];
    if (bytes) files.push({ path: item.path, bytes, mode: item.mode ?? defaultMode, where: place });
    else if (!optional) problems.push(missingReference(kind, name, place, item.key));
  }
  return { files, problems };
}
