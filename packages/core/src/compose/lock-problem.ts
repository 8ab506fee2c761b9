import { templateContainerNames } from "../flyte/wire-strings.ts";
import { unknownSegment } from "../kubernetes/unknown-segment.ts";
import { didYouMean, lettersOfATypo } from "../problem/did-you-mean.ts";
import type { Problem } from "../problem/problem.ts";
import type { AnnotatedPath } from "./annotation-paths.ts";
import type { AppliedTemplate } from "./applied-templates.ts";
import { isMagicName } from "./is-magic-name.ts";

/**
 * Why a lock holds nothing: no Pod has a field of its path, or it names a container nearly as those that shape others. A lock that cannot hold is an
 * error: nobody would see that it is open.
 * @param where - which annotation it is
 * @problems ANNOTATION_INVALID
 */
export function lockProblem(
  { text, segments }: AnnotatedPath,
  { template }: AppliedTemplate,
  where: string,
): Problem | undefined {
  const unknown = unknownSegment("corev1.PodSpec", segments);
  if (unknown) {
    const { segment, type, known } = unknown;
    const meant = didYouMean(segment, known);
    return {
      code: "ANNOTATION_INVALID",
      what: `${JSON.stringify(text)} locks nothing: ${type ? `Kubernetes' ${type} has no ${segment}` : `what stands above ${segment} has no fields`}`,
      where,
      fix: meant ? `did you mean ${meant}?` : "name a field of a Pod spec, or take the path away",
    };
  }
  const [list, name] = segments;
  if ((list !== "containers" && list !== "initContainers") || name === undefined || isMagicName(name, list))
    return undefined;
  const meant = didYouMean(name, special[list], lettersOfATypo);
  if (meant === undefined || template.template?.spec?.[list]?.some((container) => container.name === name))
    return undefined;
  return {
    code: "ANNOTATION_INVALID",
    what: `${JSON.stringify(text)} locks nothing: the template has no container ${name}`,
    where,
    fix: `did you mean ${list}[${meant}]?`,
  };
}

const names = templateContainerNames;
const special = {
  containers: [names.default, names.primary],
  initContainers: [names.defaultInit, names.primaryInit],
} as const;
