import { storedPod } from "../../apiserver/stored-pod.ts";
import type { Refusal } from "../../apiserver/validation/refusal.ts";
import { validatePod } from "../../apiserver/validation/validate-pod.ts";
import { validatePodTemplate } from "../../apiserver/validation/validate-pod-template.ts";
import type { SourcedPodTemplate } from "../../compose/facts.ts";
import type { PodSpec } from "../../kubernetes/types.ts";
import type { Place } from "../finding.ts";
import type { LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { madeUpLimit } from "../made-up-limit.ts";
import { placeInPod } from "../place-in-pod.ts";
import { refusedPaths } from "../refused-path.ts";

/** What an API server refuses, of templates and of the Pods that they make. */
export const refused: LintRule = {
  id: "refused",
  codes: ["API_SERVER_REFUSES"],
  summary: "An API server refuses the PodTemplate, or the Pod that Flyte makes with it.",
  help: `The checks are those of Kubernetes v1.34, in its own words. A template that is refused cannot be applied; a Pod that is refused fails the task when it
starts, which happens where a template and a task are right by themselves and contradict each other when they are merged. Missing volumes and duplicates have
rules of their own.`,
  findingsOf: ({ podTemplates, pods, platform }) => {
    const { namespace } = platform.execution;
    const inherited = platform.givenFacts.includes("namespace") ? namespace : undefined;
    const ofTemplates = podTemplates.flatMap((template) => inTemplate(template, inherited));
    const told = new Set(ofTemplates.map(keyOf));
    const ofPods = pods.flatMap(inPod).filter((found) => !told.has(keyOf(found)));
    const first = new Map(ofPods.toReversed().map((found) => [keyOf(found), found.what]));
    return [...ofTemplates, ...ofPods.map((found) => ({ ...found, what: first.get(keyOf(found)) ?? found.what }))];
  },
};

/** @param inherited - the namespace of the execution, which templates that name none are in: what is wrong with it is told there */
function inTemplate(
  { document, template, stored }: SourcedPodTemplate,
  inherited: string | undefined,
): readonly Found[] {
  return validatePodTemplate(stored ?? template)
    .filter(isToldHere)
    .filter(({ field }) => field !== "metadata.namespace" || template.metadata?.namespace !== inherited)
    .flatMap((refusal) =>
      refusedPaths(refusal, template).map((path) => found(refusal, template.template?.spec, { document, path })),
    );
}

function inPod(pod: LintedPod): readonly Found[] {
  const composed = pod.composition?.pod;
  if (!composed) return [];
  return validatePod(storedPod(composed))
    .filter(isToldHere)
    .flatMap((refusal) =>
      refusedPaths(refusal, composed).map((path) => ({
        ...found(refusal, composed.spec, placeOf(pod, path)),
        ...madeUpLimit(pod, refusal),
      })),
    )
    .map((each) => ({ ...each, task: pod.task }));
}

/** What was written at the path or, where it is what is missing, above it. */
function placeOf(pod: LintedPod, path: Place["path"]): Place {
  for (let length = path.length; length > 1; length--) {
    const place = placeInPod(pod, path.slice(0, length));
    if (place) return { ...place, path: [...place.path, ...path.slice(length)] };
  }
  return { document: pod.task ?? pod.template?.document ?? "", path: [] };
}

/** `volume-missing` and `duplicate-entry` say more about these. */
function isToldHere({ reason, field, message }: Refusal): boolean {
  if (/\.volume(?:Mounts|Devices)\[\d+\]\.name$/.test(field)) return reason !== "FieldValueNotFound";
  if (/(?:[cC]ontainers|volumes)\[\d+\]\.name$/.test(field)) return reason !== "FieldValueDuplicate";
  return !(/\.(?:mountPath|devicePath)$/.test(field) && message.endsWith("must be unique"));
}

function found({ reason, field, message }: Refusal, spec: PodSpec | undefined, where: Place): Found {
  return {
    severity: "error",
    code: "API_SERVER_REFUSES",
    what: `an API server refuses ${withNames(field, spec)}: ${message}`,
    where,
    fix: fixes[reason],
  };
}

/** A field with its container or volume by name, `spec.containers[main].image`: what layers make has other indexes than what was written. */
function withNames(field: string, spec: PodSpec | undefined): string {
  return field.replace(
    /(?<=^(?:template\.)?spec\.(containers|initContainers|volumes)\[)\d+(?=\])/,
    (index, list: "containers" | "initContainers" | "volumes") => spec?.[list]?.[Number(index)]?.name || index,
  );
}

/** The same refusal of the same place, whether the template's own field is named or the Pod's. */
function keyOf({ what, where }: Found): string {
  return JSON.stringify([where, what.slice(what.indexOf(": "))]);
}

const fixes: Readonly<Record<Refusal["reason"], string>> = {
  FieldValueDuplicate: "take one of the two away",
  FieldValueForbidden: "take it away",
  FieldValueInvalid: "give a value that is allowed, or take it away",
  FieldValueNotFound: "name what exists, or add it",
  FieldValueNotSupported: "give one of the values that are supported",
  FieldValueRequired: "set it",
  FieldValueTooLong: "shorten it",
};
