import { checkPodSecurity } from "../../pod-security/check-pod-security.ts";
import type { PodSecurityViolation } from "../../pod-security/violation.ts";
import type { Place } from "../finding.ts";
import type { LintContext, LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { mendContainer } from "../mend-container.ts";
import { placeInPod, startsWith } from "../place-in-pod.ts";
import { type PodContainer, podContainers } from "../pod-containers.ts";
import { type HeldLevel, podSecurityLevels } from "../pod-security-levels.ts";
import { servingContainer } from "../serving-container.ts";

/** What the Pod Security Standards refuse, container by container. */
export const podSecurity: LintRule = {
  id: "pod-security",
  codes: ["POD_SECURITY_REFUSED"],
  summary: "A Pod Security Standard refuses a container of the Pod, or the Pod.",
  help: `Namespaces with the label \`pod-security.kubernetes.io/enforce\` refuse Pods that do not meet a level, the copilot's containers like any other. Which level counts:
\`--pod-security baseline\` or \`restricted\` makes each refusal an error; without it the labels of the Namespace among the manifests do (\`enforce\`: error; \`warn\`,
\`audit\`: warning). Where no label says anything, what \`baseline\` refuses is a warning and what \`restricted\` refuses is information. \`--pod-security off\` is silent.
The checks are those of Kubernetes v1.34. The fix names the template container that mends it.`,
  findingsOf: (context) => joined(context.pods.flatMap((pod) => inPod(pod, context))),
};

/** What is refused of one container, or of the Pod. */
interface Refused extends Omit<Found, "what" | "container"> {
  readonly judge: string;
  readonly subject: string;
  readonly faults: string;
  /** Absent: the Pod as a whole. */
  readonly container?: string;
}

/** Containers that one entry of a template mends, with the same words, are one finding, whatever the task. */
function joined(all: readonly Refused[]): readonly Found[] {
  const groups = Map.groupBy(all, ({ subject: _, container: __, task: ___, ...same }) => JSON.stringify(same));
  return [...groups.values()].flatMap((group) => {
    const subjects = [...new Set(group.map(({ subject }) => subject))];
    const names = new Set(group.map(({ container }) => container));
    return group.map(({ judge, faults, subject: _, container, ...found }): Found => {
      const what = `${judge} refuses ${listed(subjects)}: ${faults}`;
      return { ...found, what, ...(container !== undefined && names.size === 1 && { container }) };
    });
  });
}

/** `a, b and c`. */
function listed(words: readonly string[]): string {
  const [last = "", ...others] = words.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(", ")} and ${last}`;
}

/** What one level refuses of a field, the next does not say again of the field or of what holds it. */
function inPod(pod: LintedPod, context: LintContext): readonly Refused[] {
  const { metadata, spec } = pod.composition?.pod ?? {};
  if (!spec) return [];
  const told: Place["path"][] = [];
  return podSecurityLevels(context, pod.namespace).flatMap((held) => {
    const violations = checkPodSecurity({ spec, ...(metadata && { metadata }) }, held.level).filter(({ path }) => {
      const isNew = !told.some((other) => startsWith(path, other) || startsWith(other, path));
      told.push(path);
      return isNew;
    });
    return [...Map.groupBy(violations, placeKey).values()].map((group) => found(pod, held, group, context));
  });
}

/** One finding for each container; each fault of the Pod itself has its own. */
function placeKey({ path, container }: PodSecurityViolation): string {
  return JSON.stringify(container === undefined ? path : path.slice(0, 3));
}

function found(
  pod: LintedPod,
  { level, severity, by }: HeldLevel,
  violations: readonly PodSecurityViolation[],
  context: LintContext,
): Refused {
  const [first] = violations as [PodSecurityViolation];
  const at = podContainers(pod).find(({ path }) => path.every((segment, index) => first.path[index] === segment));
  const faults = violations.map(({ what }) => what).join("; ");
  const subject = at ? whatContainer(pod, at, context) : "the Pod";
  return {
    severity,
    code: "POD_SECURITY_REFUSED",
    judge: `Pod Security level ${level} (${by})`,
    subject,
    faults,
    where: placeOf(pod, violations, at),
    fix: at ? mendContainer(pod, at, violations) : "take it away",
    ...(at && { container: at.container.name }),
    task: pod.task,
  };
}

function whatContainer(pod: LintedPod, { container, list }: PodContainer, { platform }: LintContext): string {
  if (container.name.startsWith(platform.config["co-pilot"].name)) return `the copilot's container ${container.name}`;
  const primary = list === "containers" && container.name === pod.composition?.primaryContainerName;
  return primary ? "the task's own container" : `the container ${container.name}`;
}

/** Where somebody wrote what is refused; else where to write what is missing; else the task. */
function placeOf(
  pod: LintedPod,
  violations: readonly PodSecurityViolation[],
  at: PodContainer | undefined,
): Found["where"] {
  const written = violations.flatMap(({ path }) => placeInPod(pod, path) ?? []);
  if (written[0]) return written[0];
  if (!pod.template) return { document: pod.task ?? "", path: [] };
  return at
    ? servingContainer(pod.template, at.list).place
    : { document: pod.template.document, path: ["template", "spec"] };
}
