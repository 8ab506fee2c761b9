import { primaryContainerKey } from "../../flyte/wire-strings.ts";
import { primaryContainerOf, report } from "../../merge/draft.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import type { Layer } from "../layer.ts";

/**
 * Holds the Pod to having its primary container, which a Pod spec of the task's or the execution's can lack.
 * @problems PRIMARY_CONTAINER_MISSING
 * @source flytek8s/pod_helper.go ApplyFlytePodConfiguration, flyteorg/flyte v2.0.43
 */
export const primaryContainer: Layer = {
  name: "primary-container",
  apply(draft, facts) {
    if (primaryContainerOf(draft)) return;
    const name = draft.primaryContainerName;
    report(draft, {
      code: "PRIMARY_CONTAINER_MISSING",
      what: badTaskSpecification(`invalid TaskSpecification, primary container [${name}] not defined`),
      where: `the Pod spec's containers: ${draft.spec.containers.map((container) => container.name).join(", ") || "none"}`,
      fix: facts.execution.overrides?.podTemplate?.podSpec
        ? "set overrides.podTemplate.primaryContainerName of the execution to the name of one of its containers"
        : `set ${primaryContainerKey} in the task's config to the name of one of its containers`,
    });
  },
};
