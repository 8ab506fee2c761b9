import { decodeKubernetes } from "../../kubernetes/decode.ts";
import type { PodSpec, Toleration } from "../../kubernetes/gen/types.ts";
import { valuesOf } from "../../problem/join-results.ts";
import type { Struct } from "../struct.ts";
import { badDescendingPath } from "./paths.ts";
import { forbidden, invalid, type Refusals, when } from "./refusal.ts";
import { validateTolerations } from "./tolerations.ts";
import { visitContainers } from "./visit-containers.ts";

export const mirrorAnnotation = "kubernetes.io/config.mirror";
const tolerationsAnnotation = "scheduler.alpha.kubernetes.io/tolerations";
const deletionCost = "controller.kubernetes.io/pod-deletion-cost";
const podSeccomp = "seccomp.security.alpha.kubernetes.io/pod";
const containerSeccomp = "container.seccomp.security.alpha.kubernetes.io/";
/** Before the name of a container. */
export const appArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

/**
 * Refuses annotations that mean something to Kubernetes.
 * @source pkg/apis/core/validation/validation.go ValidatePodSpecificAnnotations, Kubernetes v1.34.1
 */
export function validatePodAnnotations(annotations: Struct<string>, spec: PodSpec, field: string): Refusals {
  const mirror = annotations[mirrorAnnotation];
  const cost = annotations[deletionCost];
  return [
    ...when(
      mirror !== undefined && !spec.nodeName,
      invalid(`${field}[${mirrorAnnotation}]`, mirror ?? "", "must set spec.nodeName if mirror pod annotation is set"),
    ),
    ...validateTolerationsText(annotations[tolerationsAnnotation] ?? "", field),
    ...when(
      cost !== undefined && !isInt32(cost),
      invalid(`${field}[${deletionCost}]`, cost ?? "", "must be a 32bit integer"),
    ),
    ...validateSeccompTexts(annotations, field),
    ...validateAppArmorTexts(annotations, spec, field),
  ];
}

/** Go tells what is wrong with the JSON; only that something is, is told here. */
function validateTolerationsText(text: string, field: string): Refusals {
  const tolerations = parseTolerations(text);
  return tolerations
    ? validateTolerations(tolerations, `${field}.${tolerationsAnnotation}`)
    : [invalid(field, tolerationsAnnotation, "must be a list of tolerations in JSON")];
}

/** @source pkg/apis/core/helper/helpers.go GetTolerationsFromPodAnnotations, Kubernetes v1.34.1 */
function parseTolerations(text: string): readonly Toleration[] | undefined {
  const items = text === "" ? [] : (parseJson(text) ?? []);
  if (!Array.isArray(items)) return undefined;
  const decoded = items.map((item: unknown) => decodeKubernetes<Toleration>("corev1.Toleration", item ?? {}));
  return decoded.every((each) => each.ok) ? valuesOf(decoded) : undefined;
}

/** False for what is no JSON: a list is wanted. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return false;
  }
}

function isInt32(text: string): boolean {
  const value = Number(text);
  return /^(?:0|-\d+|[1-9]\d*)$/.test(text) && value >= -2_147_483_648 && value <= 2_147_483_647;
}

function validateSeccompTexts(annotations: Struct<string>, field: string): Refusals {
  const keys = Object.keys(annotations).filter((key) => key.startsWith(containerSeccomp));
  return [...(podSeccomp in annotations ? [podSeccomp] : []), ...keys].flatMap((key) => {
    const profile = annotations[key] ?? "";
    if (["runtime/default", "docker/default", "unconfined"].includes(profile)) return [];
    return profile.startsWith("localhost/")
      ? badDescendingPath(`${field}.${key}`, profile.slice("localhost/".length))
      : [invalid(`${field}.${key}`, profile, "must be a valid seccomp profile")];
  });
}

function validateAppArmorTexts(annotations: Struct<string>, spec: PodSpec, field: string): Refusals {
  const { initContainers = [], containers, ephemeralContainers = [] } = spec;
  const names = new Set([...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => name));
  const keys = Object.keys(annotations).filter((key) => key.startsWith(appArmorAnnotation));
  return keys.flatMap((key) => {
    const [container, profile] = [key.slice(appArmorAnnotation.length), annotations[key] ?? ""];
    const valid = ["", "runtime/default", "unconfined"].includes(profile) || profile.startsWith("localhost/");
    return [
      ...when(!names.has(container), invalid(`${field}[${key}]`, container, "container not found")),
      ...when(
        !valid,
        invalid(`${field}[${key}]`, profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`),
      ),
    ];
  });
}

/**
 * Refuses profiles that annotations and fields name differently.
 * @source pkg/apis/core/validation/validation.go validateSeccompAnnotationsAndFields,
 * validateAppArmorAnnotationsAndFieldsMatchOnCreate, Kubernetes v1.34.1
 */
export function validateProfileAnnotations(annotations: Struct<string>, spec: PodSpec, field: string): Refusals {
  const ofPod = spec.securityContext;
  return [
    ...compare(ofPod?.seccompProfile, annotations[podSeccomp], `${field}.securityContext.seccompProfile`, "seccomp"),
    ...visitContainers(spec, field, ({ name, securityContext }, at) =>
      compare(
        securityContext?.seccompProfile,
        annotations[containerSeccomp + name],
        `${at}.securityContext.seccompProfile`,
        "seccomp",
      ),
    ),
    ...(spec.os?.name === "windows"
      ? []
      : visitContainers(spec, field, ({ name, securityContext }, at) =>
          compare(
            securityContext?.appArmorProfile ?? ofPod?.appArmorProfile,
            annotations[appArmorAnnotation + name],
            `${at}.securityContext.appArmorProfile`,
            "apparmor",
          ),
        )),
  ];
}

interface Profile {
  readonly type: string;
  readonly localhostProfile?: string;
}

function compare(
  profile: Profile | undefined,
  annotation: string | undefined,
  field: string,
  kind: "seccomp" | "apparmor",
): Refusals {
  if (!profile || annotation === undefined) return [];
  const different = [forbidden(`${field}.type`, `${kind} type in annotation and field must match`)];
  switch (profile.type) {
    case "Unconfined":
      return annotation === "unconfined" ? [] : different;
    case "RuntimeDefault":
      return annotation === "runtime/default" || (kind === "seccomp" && annotation === "docker/default")
        ? []
        : different;
    case "Localhost":
      if (!annotation.startsWith("localhost/")) return different;
      return when(
        annotation.slice("localhost/".length) !== profile.localhostProfile,
        forbidden(`${field}.localhostProfile`, `${kind} profile in annotation and field must match`),
      );
    default:
      return [];
  }
}
