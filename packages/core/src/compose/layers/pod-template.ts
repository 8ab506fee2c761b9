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
 * @problems POD_TEMPLATE_MISSING; as warnings PRIMARY_INIT_NEVER_APPLIES, TEMPLATE_CONTAINER_UNMATCHED
 * @source flytek8s/pod_helper.go MergeWithBasePodTemplate, flyteorg/flyte v2.0.43
 */
export const podTemplate: Layer = {
  name: "pod-template",
  apply(draft, facts) {
    const named = facts.task.metadata?.podTemplateName ?? "";
    const found = findPodTemplate(facts, named || facts.config["default-pod-template-name"]);
    if (named && !found) {
      report(draft, missing(facts, named));
      return;
    }
    const template = found?.template.template;
    if (!found || !template) return;
    const origin = { layer: podTemplate.name, source: { document: found.document, path: ["template"] } };
    const { recorder } = draft;
    if (template.spec) {
      for (const warning of templateWarnings(draft, found)) report(draft, warning);
      laySpecOver(draft, { value: template.spec, origin: recorder.at(origin, "spec") });
    }
    if (template.metadata) {
      layMetadataOver(draft, { value: template.metadata, origin: recorder.at(origin, "metadata") });
    }
  },
};

function missing(facts: Facts, name: string): Problem {
  const namespaces = [...new Set([facts.execution.namespace, facts.flyteNamespace])];
  const elsewhere = facts.podTemplates.filter(({ template }) => template.metadata?.name === name).map(namespaceOf);
  const names = facts.podTemplates.map(({ template }) => template.metadata?.name ?? "");
  const meant = didYouMean(name, names);
  return {
    code: "POD_TEMPLATE_MISSING",
    what: badTaskSpecification(`PodTemplate '${name}' does not exist`),
    where: `the task, metadata.podTemplateName; looked up in the namespaces ${namespaces.join(" and ")}`,
    fix: elsewhere.length
      ? `put it into one of these namespaces; it is only in ${elsewhere.join(", ")}`
      : meant
        ? `did you mean ${meant}?`
        : `give a PodTemplate of this name; there ${names.length ? `are ${names.join(", ")}` : "is none at all"}`,
  };
}

function namespaceOf({ template }: SourcedPodTemplate): string {
  return template.metadata?.namespace ?? "no namespace";
}
