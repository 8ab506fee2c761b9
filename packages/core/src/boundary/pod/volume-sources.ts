import type { Pod, Volume } from "../../kubernetes/types.ts";
import type { FieldPath } from "../../merge/origin.ts";

/** A volume of a Pod and where it stands. */
export interface VolumeSources {
  readonly name: string;
  readonly volume: Volume;
  readonly path: FieldPath;
  /** `emptyDir`, `secret` …; a volume that the API server would accept has one. */
  readonly kinds: readonly string[];
}

export function volumeSources(pod: Pod): readonly VolumeSources[] {
  return (pod.spec?.volumes ?? []).map((volume, index) => ({
    name: volume.name,
    volume,
    path: ["spec", "volumes", index],
    kinds: Object.keys(volume).filter((key) => key !== "name"),
  }));
}

/** Whether a container that mounts it without `readOnly` can write to it. */
export function isWritable({ volume, kinds }: VolumeSources): boolean {
  return kinds.some((kind) => !neverWritable.has(kind) && !isReadOnly(volume, kind));
}

/** Whether it holds nothing but what the Pod's own containers write to it. */
export function beginsEmpty({ kinds }: VolumeSources): boolean {
  return kinds.some((kind) => ofPod.has(kind));
}

/** Whether what is written to it is still there when the Pod is gone. */
export function outlivesPod({ kinds }: VolumeSources): boolean {
  return kinds.some((kind) => !neverWritable.has(kind) && !ofPod.has(kind));
}

/** @source volume plugins of the kubelet, k8s.io/kubernetes v1.34.1: these are mounted read-only whatever the mount says. */
const neverWritable = new Set(["configMap", "secret", "projected", "downwardAPI", "image"]);
const ofPod = new Set(["emptyDir", "ephemeral", "gitRepo"]);

function isReadOnly(volume: Volume, kind: string): boolean {
  const source = volume[kind as keyof Volume];
  return typeof source === "object" && (source as { readonly readOnly?: boolean }).readOnly === true;
}
