import type { Container, Pod } from "../../kubernetes/types.ts";
import type { FieldPath } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { givenBy } from "../pod/given-by.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B8: a task does not undo hardening that a template set. The Pod is composed again as it would be if the task said nothing of security; where
 * that one is stricter, the task loosened it.
 */
export const weakened: BoundaryRule = {
  name: "B8",
  code: "BOUNDARY_WEAKENED",
  check(subject) {
    const { withoutTaskSecurity: meant, composition } = subject;
    if (!meant) return [];
    return [
      ...ofPod(composition.pod, meant.pod),
      ...subject.containers.flatMap(({ container, list, path, name }) => {
        const index = Number(path.at(-1));
        const before = meant.pod.spec?.[list]?.[index];
        if (before?.name !== name) return [];
        const loosened = ofContainer(hardeningOf(composition.pod, container), hardeningOf(meant.pod, before), path);
        return loosened.map((each) => ({ ...each, container: name }));
      }),
    ].map((each) => asFinding(subject, each));
  },
};

interface Loosened {
  /** The field by its own name. */
  readonly field: string;
  readonly was: string;
  readonly is: string;
  readonly path: FieldPath;
  readonly container?: string;
}

function asFinding({ trace }: BoundarySubject, { field, was, is, path, container }: Loosened): RuleFinding {
  const whose = container === undefined ? "the Pod" : container;
  const cause = trace.leavesAt(path).find((leaf) => givenBy(leaf.origin) === "task")?.path;
  return {
    severity: "error",
    path,
    ...(container === undefined ? {} : { container }),
    ...(cause ? { cause } : {}),
    what: `the task loosens what the template set for ${whose}: ${field} is ${is}, ${was} without the task's own word`,
    fix: `take ${field} out of the task's security context`,
  };
}

/** What holds for a container: its own values, else its Pod's. */
interface Hardening {
  readonly runAsNonRoot?: boolean | undefined;
  readonly runAsUser?: number | undefined;
  readonly runAsGroup?: number | undefined;
  readonly seccomp?: string | undefined;
  readonly appArmor?: string | undefined;
  readonly hostProcess?: boolean | undefined;
  readonly privileged?: boolean | undefined;
  readonly allowPrivilegeEscalation?: boolean | undefined;
  readonly readOnlyRootFilesystem?: boolean | undefined;
  readonly procMount?: string | undefined;
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

function hardeningOf({ spec }: Pod, { securityContext: own }: Container): Hardening {
  const pod = spec?.securityContext;
  return {
    runAsNonRoot: own?.runAsNonRoot ?? pod?.runAsNonRoot,
    runAsUser: own?.runAsUser ?? pod?.runAsUser,
    runAsGroup: own?.runAsGroup ?? pod?.runAsGroup,
    seccomp: (own?.seccompProfile ?? pod?.seccompProfile)?.type,
    appArmor: (own?.appArmorProfile ?? pod?.appArmorProfile)?.type,
    hostProcess: own?.windowsOptions?.hostProcess ?? pod?.windowsOptions?.hostProcess,
    privileged: own?.privileged,
    allowPrivilegeEscalation: own?.allowPrivilegeEscalation,
    readOnlyRootFilesystem: own?.readOnlyRootFilesystem,
    procMount: own?.procMount,
    added: own?.capabilities?.add ?? [],
    dropped: own?.capabilities?.drop ?? [],
  };
}

function ofContainer(is: Hardening, was: Hardening, container: FieldPath): readonly Loosened[] {
  const context = [...container, "securityContext"];
  const found: Loosened[] = [];
  const note = (field: string, before: unknown, now: unknown, ...path: FieldPath): void =>
    void found.push({
      field,
      was: text(before),
      is: text(now),
      path: [...context, ...(path.length > 0 ? path : [field])],
    });
  for (const field of ["runAsNonRoot", "readOnlyRootFilesystem"] as const)
    if (was[field] && !is[field]) note(field, was[field], is[field]);
  for (const field of ["privileged", "allowPrivilegeEscalation"] as const)
    if (was[field] === false && is[field] !== false) note(field, was[field], is[field]);
  for (const field of ["runAsUser", "runAsGroup"] as const)
    if (was[field] && is[field] === 0) note(field, was[field], 0);
  if (was.hostProcess === false && is.hostProcess) note("hostProcess", false, true, "windowsOptions", "hostProcess");
  if (isConfined(was.seccomp) && !isConfined(is.seccomp))
    note("seccompProfile", was.seccomp, is.seccomp, "seccompProfile", "type");
  if (isConfined(was.appArmor) && !isConfined(is.appArmor))
    note("appArmorProfile", was.appArmor, is.appArmor, "appArmorProfile", "type");
  if (was.procMount === "Default" && is.procMount === "Unmasked") note("procMount", was.procMount, is.procMount);
  for (const capability of undrops(is, was))
    note("capabilities", `drop ${was.dropped.join(", ")}`, capability, "capabilities");
  if (is.privileged && was.privileged === undefined && isHardened(was)) note("privileged", undefined, true);
  return found;
}

/** The capabilities that come back although they were dropped. */
function undrops(is: Hardening, was: Hardening): readonly string[] {
  const isDropped = (capability: string) =>
    was.dropped.some((each) => each === "ALL" || bare(each) === bare(capability));
  const added = is.added.filter((each) => isDropped(each) && !was.added.includes(each)).map((each) => `add ${each}`);
  if (is.dropped.includes("ALL")) return added;
  return [...added, ...was.dropped.filter((each) => !is.dropped.includes(each)).map((each) => `no drop of ${each}`)];
}

/** Runtimes take a name with and without its prefix. */
function bare(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, "");
}

/** Whether there is hardening that a privileged container does not have. */
function isHardened({ dropped, seccomp, appArmor, allowPrivilegeEscalation }: Hardening): boolean {
  return dropped.length > 0 || isConfined(seccomp) || isConfined(appArmor) || allowPrivilegeEscalation === false;
}

function isConfined(profile: string | undefined): boolean {
  return profile !== undefined && profile !== "Unconfined";
}

/** Of fields that are the Pod's alone. */
function ofPod(is: Pod, was: Pod): readonly Loosened[] {
  return podFields.flatMap((field) => {
    const before = was.spec?.[field];
    const now = is.spec?.[field];
    return before === false && now !== false
      ? [{ field, was: text(before), is: text(now), path: ["spec", field] }]
      : [];
  });
}

/** Each is a pointer in Go: `false` is a word, not silence. */
const podFields = ["hostUsers", "shareProcessNamespace", "automountServiceAccountToken"] as const;

function text(value: unknown): string {
  return value === undefined ? "not set" : String(value);
}
