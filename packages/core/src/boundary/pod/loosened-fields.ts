import type { Container, Pod } from "../../kubernetes/types.ts";
import type { FieldPath } from "../../merge/origin.ts";
import { capabilityName } from "./capability-name.ts";

/** A field of hardening, and how it is looser than it was. */
export interface LoosenedField {
  /** By its own name. */
  readonly field: string;
  readonly was: string;
  readonly is: string;
  /** Below the container's security context. */
  readonly path: FieldPath;
}

/** A container and the Pod that it inherits from. */
type Placed = readonly [Pod, Container];

/** Where a container is less hardened than it was; what was never hardened is not told. */
export function loosenedFields(compared: { readonly is: Placed; readonly was: Placed }): readonly LoosenedField[] {
  const is = hardeningOf(...compared.is);
  const was = hardeningOf(...compared.was);
  const found: LoosenedField[] = [];
  const note = (field: string, before: unknown, now: unknown, path: FieldPath = [field]): void =>
    void found.push({ field, was: text(before), is: text(now), path });
  for (const field of ["runAsNonRoot", "readOnlyRootFilesystem"] as const)
    if (was[field] && !is[field]) note(field, was[field], is[field]);
  for (const field of ["privileged", "allowPrivilegeEscalation"] as const)
    if (was[field] === false && is[field] !== false) note(field, was[field], is[field]);
  for (const field of ["runAsUser", "runAsGroup"] as const)
    if (was[field] && !is[field]) note(field, was[field], is[field]);
  for (const field of ["seccompProfile", "appArmorProfile"] as const)
    if (isConfined(was[field]) && !isConfined(is[field])) note(field, was[field], is[field], [field, "type"]);
  if (was.hostProcess === false && is.hostProcess) note("hostProcess", false, true, ["windowsOptions", "hostProcess"]);
  if (was.procMount === "Default" && is.procMount === "Unmasked") note("procMount", was.procMount, is.procMount);
  for (const capability of undrops(is, was)) note("capabilities", `drop ${was.dropped.join(", ")}`, capability);
  if (is.privileged && was.privileged === undefined && isHardened(was))
    note("privileged", "hardening that a privileged container does not have", true);
  return found;
}

/** What holds for a container: its own values, else its Pod's. */
function hardeningOf({ spec }: Pod, { securityContext: own }: Container) {
  const pod = spec?.securityContext;
  return {
    runAsNonRoot: own?.runAsNonRoot ?? pod?.runAsNonRoot,
    runAsUser: own?.runAsUser ?? pod?.runAsUser,
    runAsGroup: own?.runAsGroup ?? pod?.runAsGroup,
    seccompProfile: (own?.seccompProfile ?? pod?.seccompProfile)?.type,
    appArmorProfile: (own?.appArmorProfile ?? pod?.appArmorProfile)?.type,
    hostProcess: own?.windowsOptions?.hostProcess ?? pod?.windowsOptions?.hostProcess,
    privileged: own?.privileged,
    allowPrivilegeEscalation: own?.allowPrivilegeEscalation,
    readOnlyRootFilesystem: own?.readOnlyRootFilesystem,
    procMount: own?.procMount,
    added: own?.capabilities?.add ?? [],
    dropped: own?.capabilities?.drop ?? [],
  };
}

type Hardening = ReturnType<typeof hardeningOf>;

/** The capabilities that come back although they were dropped. */
function undrops(is: Hardening, was: Hardening): readonly string[] {
  const isDropped = (capability: string) =>
    was.dropped.some((each) => capabilityName(each) === "ALL" || capabilityName(each) === capabilityName(capability));
  const added = is.added.filter((each) => isDropped(each) && !was.added.includes(each)).map((each) => `add ${each}`);
  const dropped = is.dropped.map(capabilityName);
  if (added.length > 0 || dropped.includes("ALL")) return added;
  return was.dropped.filter((each) => !dropped.includes(capabilityName(each))).map((each) => `without drop ${each}`);
}

/** Whether there is hardening that a privileged container does not have. */
function isHardened({ dropped, seccompProfile, appArmorProfile, allowPrivilegeEscalation }: Hardening): boolean {
  const isProfiled = isConfined(seccompProfile) || isConfined(appArmorProfile);
  return dropped.length > 0 || isProfiled || allowPrivilegeEscalation === false;
}

function isConfined(profile: string | undefined): boolean {
  return profile !== undefined && profile !== "Unconfined";
}

function text(value: unknown): string {
  return value === undefined ? "not set" : String(value);
}
