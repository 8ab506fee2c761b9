import type { PodSecurityLevel } from "../pod-security/violation.ts";
import type { Severity } from "./finding.ts";
import type { LintInput } from "./lint-input.ts";

/** A level that Pods of a namespace are held against, and what it means for them not to meet it. */
export interface HeldLevel {
  readonly level: PodSecurityLevel;
  readonly severity: Severity;
  /** Who asks for it, in words. */
  readonly by: string;
}

/**
 * The levels that count in a namespace, the most severe first: what the command line says; else the labels of the Namespace among the
 * manifests (`enforce` refuses Pods, `warn` and `audit` speak of them); else both, without an error, as nobody said what the cluster does.
 * @source Kubernetes: Pod Security Admission, labels pod-security.kubernetes.io/MODE
 */
export function podSecurityLevels(
  { podSecurity, namespaces }: Pick<LintInput, "podSecurity" | "namespaces">,
  namespace: string,
): readonly HeldLevel[] {
  if (podSecurity === "off") return [];
  if (podSecurity) return [{ level: podSecurity, severity: "error", by: "--pod-security" }];
  const labels = namespaces.find(({ name }) => name === namespace)?.labels ?? {};
  const modes = [
    ["enforce", "error"],
    ["warn", "warning"],
    ["audit", "warning"],
  ] as const;
  const labelled = modes.filter(([mode]) => labels[prefix + mode] !== undefined);
  if (labelled.length === 0) return unlabelled;
  return labelled.flatMap(([mode, severity]) => {
    const level = labels[prefix + mode];
    return level === "baseline" || level === "restricted"
      ? [{ level, severity, by: `namespace ${namespace}, ${mode}` }]
      : [];
  });
}

const prefix = "pod-security.kubernetes.io/";

const unlabelled: readonly HeldLevel[] = [
  { level: "baseline", severity: "warning", by: "where a namespace enforces it" },
  { level: "restricted", severity: "information", by: "where a namespace enforces it" },
];
