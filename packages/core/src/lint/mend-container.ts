import type { PodSecurityViolation } from "../pod-security/violation.ts";
import type { LintedPod } from "./lint-context.ts";
import { placeInPod } from "./place-in-pod.ts";
import type { PodContainer } from "./pod-containers.ts";
import { servingContainer } from "./serving-container.ts";
import { yamlLines } from "./yaml-lines.ts";

/**
 * How a container is made to meet a Pod Security Standard, with YAML to paste: in the template, but for what the task says itself and a template
 * cannot take back.
 */
export function mendContainer(
  pod: LintedPod,
  { list, container }: PodContainer,
  violations: readonly PodSecurityViolation[],
): string {
  const { template, composition } = pod;
  const said = violations.filter(({ path }) => pod.task !== undefined && placeInPod(pod, path)?.document === pod.task);
  const others = violations.filter((violation) => !said.includes(violation));
  const securityContext = Object.assign({}, ...others.flatMap(({ mend }) => mend ?? [])) as Record<string, unknown>;
  const first = [
    ...(said.length > 0 ? [`change it in the task itself: it ${said.map(({ what }) => what).join("; ")}`] : []),
    ...(others.some(({ mend }) => !mend) ? ["take away what it must not have"] : []),
  ];
  if (Object.keys(securityContext).length === 0) return first.join("\n");
  // The copilot's image runs as root unless it is told otherwise, and runAsNonRoot alone would keep it from starting.
  const isPrimary = list === "containers" && container.name === composition?.primaryContainerName;
  const user = securityContext.runAsNonRoot && !isPrimary ? { runAsUser: 65532 } : {};
  const lines = yamlLines({ securityContext: { ...securityContext, ...user } });
  if (!template) return [...first, "name a PodTemplate for the task, with:", ...listed(list, lines)].join("\n");
  const serving = servingContainer(template, list);
  const head = serving.exists
    ? [`give it in the template's container ${serving.name}:`, ...lines]
    : [`give it in a container ${serving.name} of the template:`, ...listed(list, lines)];
  return [...first, ...head].join("\n");
}

function listed(list: PodContainer["list"], lines: readonly string[]): readonly string[] {
  const name = list === "initContainers" ? "default-init" : "default";
  return [
    `${list}:`,
    `  - name: ${name}`,
    "    image: placeholder # Kubernetes wants one; the Pod's own stays",
    ...lines.map((line) => `    ${line}`),
  ];
}
