import { storedPod } from "../apiserver/stored-pod.ts";
import { validatePod } from "../apiserver/validation/validate-pod.ts";
import { type ComposeOptions, composePod } from "../compose/compose-pod.ts";
import { documents } from "../compose/documents.ts";
import type { Facts } from "../compose/facts.ts";
import { appliedPodTemplate } from "../compose/find-pod-template.ts";
import { placeOf } from "../compose/place-of.ts";
import type { Pod } from "../kubernetes/types.ts";
import type { Problem } from "../problem/problem.ts";
import { joinFindings } from "./join-findings.ts";
import type { LintContext, LintedPod } from "./lint-context.ts";
import { duplicateEntry } from "./rules/duplicate-entry.ts";
import { refused } from "./rules/refused.ts";
import { volumeMissing } from "./rules/volume-missing.ts";

export interface PodRefusalOptions extends ComposeOptions {
  readonly givenFacts: readonly string[];
}

/**
 * Why an API server would refuse a composed Pod, as `podwright lint` says it; empty if it would take it. Only a Pod that it refuses is composed again,
 * for the places of what it refuses.
 * @param facts - that the Pod was composed of
 * @param options - of composing, and the names of the execution's facts that somebody gave
 * @problems as warnings API_SERVER_REFUSES, ENTRY_DUPLICATE, VOLUME_MISSING
 */
export function podRefusals(pod: Pod, facts: Facts, options: PodRefusalOptions): readonly Problem[] {
  if (validatePod(storedPod(pod)).length === 0) return [];
  const composed = composePod(facts, { ...options, trace: true });
  if (!composed.ok) return [];
  const template = appliedPodTemplate(facts);
  const linted: LintedPod = {
    task: documents.task,
    ...(template && { template }),
    namespace: facts.execution.namespace,
    facts,
    configured: true,
    givenFacts: options.givenFacts,
    composition: composed.value,
    problems: [],
  };
  const context = contextOf(linted, options);
  return [volumeMissing, duplicateEntry, refused]
    .flatMap((rule) => joinFindings(rule.id, rule.findingsOf(context)))
    .filter(({ severity }) => severity === "error")
    .map(({ code, what, where, fix }) => ({ code, severity: "warning", what, where: placeOf(where), fix }));
}

/** One Pod and its template, as if nothing else had been given to lint. */
function contextOf(pod: LintedPod, { semantics, boundary = "off", givenFacts }: PodRefusalOptions): LintContext {
  const { facts, template } = pod;
  return {
    podTemplates: template ? [template] : [],
    unreadTemplates: [],
    configMaps: [],
    secrets: [],
    namespaces: [],
    problems: [],
    platform: { ...facts, configured: true, givenFacts },
    pods: [pod],
    semantics,
    boundary,
  };
}
