import type { Container, PodSpec } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";
import { type Result, success } from "../problem/problem.ts";
import { annotationPaths } from "./annotation-paths.ts";
import type { AppliedTemplate } from "./applied-templates.ts";
import { templateAnnotation, templateAnnotations } from "./template-annotation.ts";

/** A path of the Pod spec that a template locks; `containers[default]…` for every container that `default` serves. */
export interface Lock {
  readonly path: readonly string[];
  readonly text: string;
  /** Which template and annotation say so. */
  readonly where: string;
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
  const where = `${document}, annotation ${templateAnnotations.locked}`;
  const paths = annotationPaths(annotation.value, where);
  if (!paths.ok) return paths;
  const named = paths.value.map(({ segments, text }): Lock => ({ path: segments, text, where }));
  return success([...named, ...byDefault.filter(({ text }) => !named.some((lock) => lock.text === text))]);
}

const ofPod = ["hostNetwork", "hostPID", "hostIPC", "hostUsers"] as const;
const ofPodSecurity = ["runAsNonRoot", "seccompProfile"] as const;
const ofSecurity = [
  "runAsNonRoot",
  "allowPrivilegeEscalation",
  "privileged",
  "capabilities",
  "seccompProfile",
  "readOnlyRootFilesystem",
] as const;

function hardeningOf(spec: Frozen<PodSpec> | undefined, document: string): readonly Lock[] {
  if (!spec) return [];
  const where = `${document}, which sets it in enforce mode`;
  const lock = (path: readonly string[], text: string): Lock => ({ path, text, where });
  return [
    ...ofPod.filter((key) => spec[key] !== undefined).map((key) => lock([key], key)),
    ...ofPodSecurity
      .filter((key) => spec.securityContext?.[key] !== undefined)
      .map((key) => lock(["securityContext", key], `securityContext.${key}`)),
    ...(["initContainers", "containers"] as const).flatMap((list) =>
      (spec[list] ?? []).flatMap((container) => hardeningOfContainer(container, list, lock)),
    ),
  ];
}

function hardeningOfContainer(
  { name, securityContext }: Frozen<Container>,
  list: string,
  lock: (path: readonly string[], text: string) => Lock,
): readonly Lock[] {
  const set = ofSecurity.filter((key) => securityContext?.[key] !== undefined);
  return set.map((key) => lock([list, name, "securityContext", key], `${list}[${name}].securityContext.${key}`));
}
