import { failure, problemsOf, type Result, resultOf, success, type Volume, valuesOf } from "@podwright/core";
import type { PodFacts } from "../pod-facts.ts";
import { downwardFiles } from "./downward-files.ts";
import { payloadFiles } from "./payload-files.ts";
import { planEmptyDir, type VolumeLimit } from "./plan-empty-dir.ts";
import { projectedFiles } from "./projected-files.ts";
import { type VolumeFile, volumeFiles, type WantedFiles } from "./volume-file.ts";

/** A volume as it is to be made, before anything is written. */
export interface PlannedVolume {
  readonly name: string;
  /** Absent for an emptyDir, which containers may write. */
  readonly files?: readonly VolumeFile[];
  /** `memory` for an emptyDir with `medium: Memory`. */
  readonly medium: "disk" | "memory";
  /** Of the volume's own folder; sticky where a kubelet keeps it in memory, as it does Secrets. */
  readonly folderMode: number;
  /** How much an emptyDir may hold; absent without a `sizeLimit` on disk. */
  readonly limit?: VolumeLimit;
}

/**
 * The volumes of a Pod: `emptyDir`, `configMap`, `secret`, `downwardAPI` and `projected`; one without a source is an emptyDir, as in
 * Kubernetes. `hostPath` is refused like all else: a Pod that names a folder of a node does not mean one of this machine.
 * @problems ENGINE_UNSUPPORTED for every other kind, POD_REFERENCE_MISSING, POD_INVALID
 */
export function planVolumes(facts: PodFacts): Result<readonly PlannedVolume[]> {
  const results = (facts.pod.spec?.volumes ?? []).map((volume, index) =>
    planVolume(facts, volume, `spec.volumes[${index}] (${volume.name})`),
  );
  return resultOf(valuesOf(results), problemsOf(results));
}

function planVolume(facts: PodFacts, volume: Volume, path: string): Result<PlannedVolume> {
  const { name, ...source } = volume;
  const kind = Object.keys(source)[0] ?? "emptyDir";
  const where = `${path}.${kind}`;
  if (kind === "emptyDir") {
    const planned = planEmptyDir(facts, volume.emptyDir ?? {}, where);
    return planned.ok
      ? success({ name, ...planned.value, folderMode: planned.value.medium === "disk" ? 0o777 : 0o1777 })
      : planned;
  }
  const wanted = wantedFiles(facts, volume, where);
  if (!wanted) return failure({ ...unsupported(volume, kind), where });
  const files = volumeFiles(wanted, where);
  return files.ok
    ? success({ name, files: files.value, medium: "disk", folderMode: volume.configMap ? 0o777 : 0o1777 })
    : files;
}

function wantedFiles(facts: PodFacts, volume: Volume, where: string): WantedFiles | undefined {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap) {
    return payloadFiles(facts, { defaultMode, ...configMap, kind: "ConfigMap", name: configMap.name ?? "" }, where);
  }
  if (secret) {
    return payloadFiles(facts, { defaultMode, ...secret, kind: "Secret", name: secret.secretName ?? "" }, where);
  }
  if (downwardAPI) return downwardFiles(facts, downwardAPI.items ?? [], downwardAPI.defaultMode ?? defaultMode, where);
  return projected ? projectedFiles(facts, volume, where) : undefined;
}

/** @source core/v1 ConfigMapVolumeSourceDefaultMode and its siblings, k8s.io/api v0.36.3 */
const defaultMode = 0o644;

function unsupported({ hostPath }: Volume, kind: string) {
  const kinds = "emptyDir, configMap, secret, downwardAPI and projected";
  return {
    code: "ENGINE_UNSUPPORTED",
    what: hostPath
      ? `the Pod asks for its node's own ${hostPath.path}; it is never given this machine's`
      : `volumes of kind ${kind} exist on clusters only; here there are ${kinds}`,
    fix: hostPath
      ? `use one of ${kinds}, or run the Pod on a cluster`
      : "use one of those, or run the Pod on a cluster",
  } as const;
}
