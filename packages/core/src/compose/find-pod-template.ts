import type { Facts, SourcedPodTemplate } from "./facts.ts";

/**
 * The PodTemplate that serves the task: the one that it names, or else the platform's default one.
 * @returns undefined if none is named, or none of this name exists: `podTemplateMissing` tells which
 * @source flytek8s/pod_helper.go getBasePodTemplate, flyteorg/flyte v2.0.43
 */
export function appliedPodTemplate(facts: Facts): SourcedPodTemplate | undefined {
  return findPodTemplate(facts, podTemplateName(facts));
}

/** The name of the PodTemplate that the task, or else the config, names; empty if neither does. */
export function podTemplateName(facts: Facts): string {
  return podTemplateOfTask(facts) || facts.config["default-pod-template-name"];
}

/** Empty if the task names none. */
export function podTemplateOfTask({ task }: Facts): string {
  return task.metadata?.podTemplateName ?? "";
}

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
  const { podTemplates } = facts;
  for (let index = podTemplates.length - 1; index >= 0; index--) {
    const metadata = podTemplates[index]?.template.metadata;
    if (metadata?.name === name && (metadata.namespace ?? "") === namespace) return podTemplates[index];
  }
  return undefined;
}
