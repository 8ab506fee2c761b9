import { isPlaceholderContainer } from "../../compose/placeholder-container.ts";
import { strayInitContainer } from "../../compose/stray-init-container.ts";
import { templateContainerNames } from "../../flyte/wire-strings.ts";
import { didYouMean } from "../../problem/did-you-mean.ts";
import type { LintContext, LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { placeInPod } from "../place-in-pod.ts";
import { podContainers } from "../pod-containers.ts";
import { type TemplateContainer, templateContainers } from "../template-containers.ts";

/** Template containers that shape no container of any Pod. */
export const unmatchedContainer: LintRule = {
  id: "unmatched-container",
  codes: ["TEMPLATE_CONTAINER_UNMATCHED"],
  summary: "A container of a PodTemplate shapes no container of any Pod.",
  help: `Flyte adds no container from a PodTemplate. \`default\` and \`primary\` in \`containers\`, and \`default-init\` in \`initContainers\`, shape the Pod's own;
any other name takes effect only in a Pod that has a container of this name, and is dropped else; podwright's rules add init containers that have something to run,
and one whose name comes close to a special one is told. A container that says nothing but its image and is the
template's only one is a placeholder (Kubernetes demands one) and no finding. Where no task is given only names that come close to a special one are warned of; others are information.`,
  findingsOf: ({ podTemplates, pods, semantics }) =>
    podTemplates.flatMap((template) => {
      const served = pods.filter((pod) => pod.template === template && pod.composition);
      if (served.length === 0) return [];
      const { containers = [] } = template.template.template?.spec ?? {};
      return templateContainers(template)
        .filter(({ list, container }) => list !== "containers" || !isPlaceholderContainer(container, containers))
        .filter((each) => !isSpecial(each))
        .flatMap((each): readonly Found[] => {
          if (served.some((pod) => hasIt(pod, each)))
            return served.some((pod) => bringsIt(pod, each)) ? nearly(each) : [];
          return [found(each, served, semantics)];
        });
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

/** Whether a Pod has the container from the template itself. */
function bringsIt(pod: LintedPod, { list, container, place }: TemplateContainer): boolean {
  const own = podContainers(pod).find((each) => each.list === list && each.container.name === container.name);
  return own !== undefined && placeInPod(pod, [...own.path, "name"])?.document === place.document;
}

/** An init container that only the template has, if its name comes close to a special one. */
function nearly({ container, place }: TemplateContainer): readonly Found[] {
  const meant = strayInitContainer(container)?.meant;
  if (meant === undefined) return [];
  return [
    {
      severity: "warning",
      code: "TEMPLATE_CONTAINER_UNMATCHED",
      what: `the template's init container ${container.name} shapes no other: it is added to Pods as one of their own, though its name comes close to ${meant}`,
      where: { ...place, path: [...place.path, "name"] },
      fix: `did you mean ${meant}? If not, a name that is less like it says so`,
    },
  ];
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
    : `name it ${list === "containers" ? `${byDefault} or ${primary}` : defaultInit} to shape the Pod's own; ${unadded(list, semantics)}`;
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

function unadded(list: TemplateContainer["list"], semantics: LintContext["semantics"]): string {
  return semantics === "podwright" && list === "initContainers"
    ? "podwright adds an init container from a template only if it has an image and a command"
    : `${semantics} adds no such container from a template`;
}
