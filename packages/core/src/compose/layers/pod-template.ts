import { report } from "../../merge/draft.ts";
import { layMetadataOver, laySpecOver } from "../../merge/write-spec.ts";
import { didYouMean } from "../../problem/did-you-mean.ts";
import type { Problem } from "../../problem/problem.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";
import type { Facts, SourcedPodTemplate } from "../facts.ts";
import { findPodTemplate } from "../find-pod-template.ts";
import type { Layer } from "../layer.ts";
import { templateWarnings } from "../template-warnings.ts";

/**
 * Lays all that stands so far over the PodTemplate that the task names, or else over the platform's default one, if it exists.
 * One that comes from a file is first what a cluster would make of it, so that both give the same Pod; what the API server sets then
 * has the layer `apiserver-defaults` and no source.
 * @problems POD_TEMPLATE_MISSING; as warnings DEFAULT_POD_TEMPLATE_MISSING, PRIMARY_INIT_NEVER_APPLIES, TEMPLATE_CONTAINER_UNMATCHED
 * @source flytek8s/pod_helper.go MergeWithBasePodTemplate, flyteorg/flyte v2.0.43
 */
export const podTemplate: Layer = {
  name: "pod-template",
  apply(draft, facts) {
    const named = facts.task.metadata?.podTemplateName ?? "";
    const name = named || facts.config["default-pod-template-name"];
    if (name === "") return;
    const found = findPodTemplate(facts, name);
    if (!found) {
      report(draft, named ? missing(facts, named) : defaultMissing(facts, name));
      return;
    }
    const { template } = found.stored ?? found.template;
    if (!template) return;
    const origin = { layer: podTemplate.name, source: { document: found.document, path: ["template"] } };
    const { recorder } = draft;
    if (found.stored) recorder.completed(template, found.template.template ?? {}, origin, apiServerDefaults);
    if (template.spec) {
      for (const warning of templateWarnings(draft, found)) report(draft, warning);
      laySpecOver(draft, { value: template.spec, origin: recorder.at(origin, "spec") });
    }
    if (template.metadata) {
      layMetadataOver(draft, { value: template.metadata, origin: recorder.at(origin, "metadata") });
    }
  },
};

const apiServerDefaults = { layer: "apiserver-defaults" };

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
