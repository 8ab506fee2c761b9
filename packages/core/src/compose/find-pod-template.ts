import type { Facts, SourcedPodTemplate } from "./facts.ts";

/**
 * The PodTemplate of this name that serves a task: the task's namespace's, else Flyte's own.
 * @returns undefined if neither namespace has one
 * @source flytek8s/pod_template_store.go LoadOrDefault, flyteorg/flyte v2.0.43
 */
export function findPodTemplate(facts: Facts, name: string): SourcedPodTemplate | undefined {
  if (name === "") return undefined;
  return templateIn(facts, facts.execution.namespace, name) ?? templateIn(facts, facts.flyteNamespace, name);
}

/** Of two documents that give the same object, the later one stands. */
function templateIn(facts: Facts, namespace: string, name: string): SourcedPodTemplate | undefined {
  return facts.podTemplates.findLast(
    ({ template }) => template.metadata?.name === name && (template.metadata.namespace ?? "") === namespace,
  );
}
