import { failure, problemsOf, type Result, resultOf, success, type Volume, valuesOf } from "@podwright/core";
import type { PodFacts } from "../pod-facts.ts";
import { type PayloadVolume, payloadFiles, type VolumeFile } from "./payload-files.ts";

/** A volume as it is to be made, before anything is written. */
export interface PlannedVolume {
  readonly name: string;
  /** Absent for an emptyDir, which containers may write. */
  readonly files?: readonly VolumeFile[];
}

/**
 * The volumes of a Pod: `emptyDir`, `configMap` and `secret`; a volume without a source is an emptyDir, as in Kubernetes.
 * @problems ENGINE_UNSUPPORTED for every other kind, POD_REFERENCE_MISSING, POD_INVALID
 */
export function planVolumes(facts: PodFacts): Result<readonly PlannedVolume[]> {
  const results = (facts.pod.spec?.volumes ?? []).map((volume, index) =>
    planVolume(facts, volume, `spec.volumes[${index}] (${volume.name})`),
  );
  return resultOf(valuesOf(results), problemsOf(results));
}

function planVolume(facts: PodFacts, volume: Volume, where: string): Result<PlannedVolume> {
  const { name, ...source } = volume;
  const kind = Object.keys(source)[0];
  if (kind === undefined || kind === "emptyDir") return success({ name });
  const payload = payloadVolume(volume);
  if (payload) {
    const files = payloadFiles(facts, payload, `${where}.${kind}`);
    return files.ok ? success({ name, files: files.value }) : files;
  }
  return failure({
    code: "ENGINE_UNSUPPORTED",
    what: `the sandbox has no volumes of kind ${kind}; it has emptyDir, configMap and secret`,
    where: `${where}.${kind}`,
    fix: "use one of those kinds, or run the Pod on a cluster",
  });
}

function payloadVolume({ configMap, secret }: Volume): PayloadVolume | undefined {
  if (configMap) return { ...configMap, kind: "ConfigMap", name: configMap.name ?? "" };
  return secret ? { ...secret, kind: "Secret", name: secret.secretName ?? "" } : undefined;
}
