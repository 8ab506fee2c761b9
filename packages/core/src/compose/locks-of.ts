import type { SecurityContext } from "../kubernetes/gen/types.ts";
import type { PodSpec } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";
import { failure, type Result, success } from "../problem/problem.ts";
import { annotationPaths } from "./annotation-paths.ts";
import type { AppliedTemplate } from "./applied-templates.ts";
import { lockProblem } from "./lock-problem.ts";
import { placeOf } from "./place-of.ts";
import { templateAnnotation, templateAnnotations } from "./template-annotation.ts";

/** A path of the Pod spec that a template locks; `containers[default]…` for every container that `default` serves. */
export interface Lock {
  readonly path: readonly string[];
  readonly text: string;
  /** Which template and annotation say so. */
  readonly where: string;
  /** Whether only taking away is a change: hardening that a template has nowhere may be added. */
  readonly isHardening: boolean;
}

/**
 * What a template locks: what its annotation names, and with `hardening` all hardening that it sets.
 * @problems ANNOTATION_INVALID
 */
export function locksOf(applied: AppliedTemplate, hardening: boolean): Result<readonly Lock[]> {
  const { document } = applied.source;
  const byDefault = hardening ? hardeningOf(applied.template.template?.spec, document) : [];
  const annotation = templateAnnotation(applied, templateAnnotations.locked);
  if (!annotation) return success(byDefault);
  const where = placeOf(annotation.source);
  const paths = annotationPaths(annotation.value, where);
  if (!paths.ok) return paths;
  const [wrong, ...more] = paths.value.flatMap((path) => lockProblem(path, applied, where) ?? []);
  if (wrong) return failure(wrong, ...more);
  const named = paths.value.map(({ segments, text }): Lock => ({ path: segments, text, where, isHardening: false }));
  return success([...named, ...byDefault.filter(({ text }) => !named.some((lock) => lock.text === text))]);
}

/** Whether a value is one that hardens, for a lock of hardening. */
export function isHardened(path: readonly string[], value: unknown): boolean {
  const field = path.at(-1) ?? "";
  const wanted: Fields = { ...ofPod, ...ofSecurity };
  return Object.hasOwn(wanted, field) ? wanted[field] === value : value !== undefined;
}

/** The values that harden; a template that says otherwise leaves the choice to the task. */
const ofPod = { hostNetwork: false, hostPID: false, hostIPC: false, hostUsers: false } as const;
const ofSecurity = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
} as const;

type Fields = Readonly<Record<string, unknown>>;
type MakeLock = (...path: readonly string[]) => Lock;

function hardeningOf(spec: Frozen<PodSpec> | undefined, document: string): readonly Lock[] {
  if (!spec) return [];
  const where = `${document}, which sets it, in enforce mode`;
  const lock: MakeLock = (...path) => ({ path, text: path.join("."), where, isHardening: true });
  return [
    ...equalFields(ofPod, spec).map((key) => lock(key)),
    ...hardeningOfSecurity(spec.securityContext, lock),
    ...(["initContainers", "containers"] as const).flatMap((list) =>
      (spec[list] ?? []).flatMap(({ name, securityContext }) =>
        hardeningOfSecurity(securityContext, (...path) => ({
          path: [list, name, ...path],
          text: `${list}[${name}].${path.join(".")}`,
          where,
          isHardening: true,
        })),
      ),
    ),
  ];
}

function equalFields(wanted: Fields, holder: Fields): readonly string[] {
  return Object.keys(wanted).filter((key) => holder[key] === wanted[key]);
}

/** What a template drops stays dropped. */
function hardeningOfSecurity(security: Frozen<SecurityContext> | undefined, lock: MakeLock): readonly Lock[] {
  const { seccompProfile, capabilities } = security ?? {};
  const dropped = capabilities?.drop ?? [];
  return [
    ...equalFields(ofSecurity, (security ?? {}) as Fields).map((key) => lock("securityContext", key)),
    ...(seccompProfile && seccompProfile.type !== "Unconfined" ? [lock("securityContext", "seccompProfile")] : []),
    ...dropped.map((capability) => lock("securityContext", "capabilities", "drop", capability)),
  ];
}
