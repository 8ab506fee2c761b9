import { templateContainerNames } from "../../flyte/wire-strings.ts";
import { didYouMean } from "../../problem/did-you-mean.ts";
import { isPlaceholder } from "../is-placeholder.ts";
import type { LintContext, LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { podContainers } from "../pod-containers.ts";
import { type TemplateContainer, templateContainers } from "../template-containers.ts";

/** Template containers that shape no container of any Pod. */
export const unmatchedContainer: LintRule = {
  id: "unmatched-container",
  codes: ["TEMPLATE_CONTAINER_UNMATCHED"],
  summary: "A container of a PodTemplate shapes no container of any Pod.",
  help: `Flyte adds no container from a PodTemplate. \`default\` and \`primary\` in \`containers\`, and \`default-init\` in \`initContainers\`, shape the Pod's own;
any other name takes effect only in a Pod that has a container of this name, and is dropped else. A container that says nothing but its image is a placeholder
(Kubernetes demands one) and no finding. Where no task is given only names that come close to a special one are warned of; others are information.`,
  findingsOf: ({ podTemplates, pods, semantics }) =>
    podTemplates.flatMap((template) => {
      const served = pods.filter((pod) => pod.template === template && pod.composition);
      if (served.length === 0) return [];
      return templateContainers(template)
        .filter((each) => !isPlaceholder(each) && !isSpecial(each))
        .filter((each) => !served.some((pod) => hasIt(pod, each)))
        .map((each) => found(each, served, semantics));
    }),
};

const { default: byDefault, primary, defaultInit, primaryInit } = templateContainerNames;
const specialNames = { containers: [byDefault, primary], initContainers: [defaultInit, primaryInit] } as const;

function isSpecial({ list, container }: TemplateContainer): boolean {
  return (specialNames[list] as readonly string[]).includes(container.name);
}

function hasIt(pod: LintedPod, { list, container }: TemplateContainer): boolean {
  return podContainers(pod).some((each) => each.list === list && each.container.name === container.name);
}

function found(
  { list, container, place }: TemplateContainer,
  served: readonly LintedPod[],
  semantics: LintContext["semantics"],
): Found {
  const { name } = container;
  const other = list === "containers" ? "initContainers" : "containers";
  const misplaced = (specialNames[other] as readonly string[]).includes(name);
  const meant = didYouMean(name, specialNames[list]);
  const tasks = served.filter(({ task }) => task !== undefined).length;
  const one = list === "containers" ? "container" : "init container";
  const what = `the template's ${one} ${name} shapes nothing: `;
  const shared = { code: "TEMPLATE_CONTAINER_UNMATCHED", where: { ...place, path: [...place.path, "name"] } } as const;
  if (misplaced) {
    const fix = `move it to ${other}, or name it ${list === "containers" ? byDefault : defaultInit} to shape every ${one}`;
    return { ...shared, severity: "warning", what: `${what}the name ${name} is special in ${other} alone`, fix };
  }
  const fix = meant
    ? `did you mean ${meant}?`
    : `name it ${list === "containers" ? `${byDefault} or ${primary}` : defaultInit} to shape the Pod's own; ${semantics} adds no such container from a template`;
  return {
    ...shared,
    severity: meant || tasks > 0 ? "warning" : "information",
    what:
      what +
      (tasks > 0
        ? `no Pod has ${one === "container" ? "a" : "an"} ${one} of this name`
        : `only a task that brings ${one === "container" ? "a" : "an"} ${one} of this name would be served`),
    fix,
  };
}
