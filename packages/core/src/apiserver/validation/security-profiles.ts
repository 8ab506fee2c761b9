import { byteLength } from "../../go/byte-length.ts";
import type { AppArmorProfile, SeccompProfile } from "../../kubernetes/gen/types.ts";
import { badDescendingPath } from "./paths.ts";
import { invalid, notOneOf, type Refusals, required, tooLong, typed, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validateSeccompProfileField, Kubernetes v1.34.1 */
export function validateSeccomp(profile: SeccompProfile | undefined, field: string): Refusals {
  if (!profile) return [];
  const { type, localhostProfile: file } = profile;
  const refusals = [
    ...when(!type, required(`${field}.type`, "type is required when seccompProfile is set")),
    ...notOneOf(type || undefined, types, `${field}.type`),
  ];
  if (type !== "Localhost") {
    const form = typed({ Type: type, LocalhostProfile: file });
    const rule = "can only be set when seccomp type is Localhost";
    return [...refusals, ...when(file !== undefined, invalid(`${field}.localhostProfile`, form, rule))];
  }
  if (file !== undefined) return [...refusals, ...badDescendingPath(`${field}.localhostProfile`, file)];
  return [...refusals, required(`${field}.localhostProfile`, "must be set when seccomp type is Localhost")];
}

/** @source pkg/apis/core/validation/validation.go ValidateAppArmorProfileField, Kubernetes v1.34.1 */
export function validateAppArmor(profile: AppArmorProfile | undefined, field: string): Refusals {
  if (!profile) return [];
  const { type, localhostProfile: name } = profile;
  if (!type) return [required(`${field}.type`, "type is required when appArmorProfile is set")];
  if (!types.includes(type)) return notOneOf(type, types, `${field}.type`);
  if (type !== "Localhost") {
    const rule = "can only be set when AppArmor type is Localhost";
    return when(name !== undefined, invalid(`${field}.localhostProfile`, typed(name), rule));
  }
  const padded = name !== undefined && name.trim() !== name;
  return [
    ...when(!name, required(`${field}.localhostProfile`, "must be set when AppArmor type is Localhost")),
    ...when(padded, invalid(`${field}.localhostProfile`, name ?? "", "must not be padded with whitespace")),
    ...when(byteLength(name ?? "") > maxProfileBytes, tooLong(`${field}.localhostProfile`, maxProfileBytes)),
  ];
}

const types = ["Localhost", "RuntimeDefault", "Unconfined"];

/** PATH_MAX, less one. */
const maxProfileBytes = 4095;
