import type { AppArmorProfile, PodSpec } from "../kubernetes/gen/types.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Struct } from "./struct.ts";
import { appArmorAnnotation } from "./validation/annotations.ts";
import { validateAppArmor } from "./validation/security-profiles.ts";

/**
 * Gives containers the AppArmor profile that a deprecated annotation names, unless they have one or their Pod has the same.
 * @source pkg/registry/core/pod/strategy.go applyAppArmorVersionSkew; pkg/api/pod/util.go ApparmorFieldForAnnotation, Kubernetes v1.34.1
 */
export function withAppArmorFields(spec: PodSpec, annotations: Struct<string>): PodSpec {
  if (spec.os?.name === "windows" || !Object.keys(annotations).some((name) => name.startsWith(appArmorAnnotation)))
    return spec;
  const ofPod = spec.securityContext?.appArmorProfile;
  const give = (container: Container): Container => {
    const profile = profileOf(annotations[appArmorAnnotation + container.name]);
    if (!profile || container.securityContext?.appArmorProfile || isSame(profile, ofPod)) return container;
    return { ...container, securityContext: { ...container.securityContext, appArmorProfile: profile } };
  };
  const { initContainers } = spec;
  return {
    ...spec,
    containers: spec.containers.map(give),
    ...(initContainers ? { initContainers: initContainers.map(give) } : {}),
  };
}

function profileOf(annotation: string | undefined): AppArmorProfile | undefined {
  if (annotation === "unconfined") return { type: "Unconfined" };
  if (annotation === "runtime/default") return { type: "RuntimeDefault" };
  if (!annotation?.startsWith("localhost/")) return undefined;
  const profile = { type: "Localhost", localhostProfile: annotation.slice("localhost/".length) };
  return validateAppArmor(profile, "").length === 0 ? profile : undefined;
}

function isSame(profile: AppArmorProfile, other: AppArmorProfile | undefined): boolean {
  return profile.type === other?.type && profile.localhostProfile === other.localhostProfile;
}
