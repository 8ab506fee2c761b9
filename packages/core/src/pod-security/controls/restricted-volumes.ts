import type { Volume } from "../../kubernetes/types.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_restrictedVolumes.go, k8s.io/pod-security-admission v0.34.1 */
export const restrictedVolumes: PodSecurityControl = {
  id: "restrictedVolumes",
  level: "restricted",
  overrides: ["hostPathVolumes"],
  faultsOf: ({ spec }) =>
    [...(spec.volumes ?? []).entries()]
      .filter(([, volume]) => !allowed.some((source) => volume[source]))
      .map(([index, volume]) => ({
        path: ["spec", "volumes", index],
        what: `must not have the volume ${volume.name} of type ${typeOf(volume)}`,
      })),
};

const allowed: readonly (keyof Volume)[] = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

function typeOf(volume: Volume): string {
  return Object.keys(volume).find((key) => key !== "name") ?? "unknown";
}
