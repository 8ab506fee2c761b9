import { didYouMean } from "../problem/did-you-mean.ts";
import type { Problem } from "../problem/problem.ts";
import { badTaskSpecification } from "./bad-task-specification.ts";
import type { Facts, SourcedPodTemplate } from "./facts.ts";
import { findPodTemplate, podTemplateName, podTemplateOfTask } from "./find-pod-template.ts";

/**
 * That a PodTemplate which the task names, or as a warning which the config names, does not exist.
 * @returns undefined if it does, or none is named
 */
export function podTemplateMissing(facts: Facts): Problem | undefined {
  const name = podTemplateName(facts);
  if (name === "" || findPodTemplate(facts, name)) return undefined;
  return podTemplateOfTask(facts) ? missing(facts, name) : defaultMissing(facts, name);
}

function missing(facts: Facts, name: string): Problem {
  return {
    code: "POD_TEMPLATE_MISSING",
    what: badTaskSpecification(`PodTemplate '${name}' does not exist`),
    where: `the task, metadata.podTemplateName; ${lookedUp(facts)}`,
    fix: howToGive(facts, name),
  };
}

function defaultMissing(facts: Facts, name: string): Problem {
  return {
    code: "DEFAULT_POD_TEMPLATE_MISSING",
    severity: "warning",
    what: `the config's default-pod-template-name is ${name}, and there is no such PodTemplate; Flyte goes on without one`,
    where: `the config, plugins.k8s.default-pod-template-name; ${lookedUp(facts)}`,
    fix: howToGive(facts, name),
  };
}

function lookedUp(facts: Facts): string {
  return `looked up in the namespaces ${[...new Set([facts.execution.namespace, facts.flyteNamespace])].join(" and ")}`;
}

function howToGive(facts: Facts, name: string): string {
  const elsewhere = facts.podTemplates.filter(({ template }) => template.metadata?.name === name).map(namespaceOf);
  const names = facts.podTemplates.map(({ template }) => template.metadata?.name ?? "");
  const meant = didYouMean(name, names);
  if (elsewhere.length) return `put it into one of these namespaces; it is only in ${elsewhere.join(", ")}`;
  if (meant) return `did you mean ${meant}?`;
  return `give a PodTemplate of this name with -f FILE; there ${names.length ? `is ${names.join(", ")}` : "is none at all"}`;
}

function namespaceOf({ template }: SourcedPodTemplate): string {
  return template.metadata?.namespace ?? "no namespace";
}
