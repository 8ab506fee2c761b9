import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { ContainerList } from "../kubernetes/container-list.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "../merge/draft.ts";
import { didYouMean } from "../problem/did-you-mean.ts";
import type { Problem } from "../problem/problem.ts";
import { isBareContainer } from "./bare-container.ts";
import type { SourcedPodTemplate } from "./facts.ts";
import { isMagicName } from "./is-magic-name.ts";
import { isPlaceholderContainer } from "./placeholder-container.ts";

/** What of a template has no effect on this Pod, although its author wrote it. */
export function templateWarnings(
  draft: Draft,
  { document, template }: SourcedPodTemplate,
  version: FlyteVersion,
): readonly Problem[] {
  const spec = template.template?.spec;
  const warnings: Problem[] = [];
  for (const list of ["containers", "initContainers"] as const) {
    const served = draft.spec[list] ?? [];
    for (const [index, container] of (spec?.[list] ?? []).entries()) {
      const where = () => `${document}, template.spec.${list}[${index}]`;
      const isPlaceholder = list === "containers" && isPlaceholderContainer(container, spec?.containers ?? []);
      const warning = warningOf(draft, version, { list, container, isPlaceholder, served, where });
      if (warning) warnings.push(warning);
    }
  }
  return warnings;
}

interface TemplateContainer {
  readonly list: ContainerList;
  readonly container: Frozen<Container>;
  readonly isPlaceholder: boolean;
  /** The Pod's, which it may serve. */
  readonly served: readonly Frozen<Container>[];
  readonly where: () => string;
}

function warningOf(draft: Draft, version: FlyteVersion, template: TemplateContainer): Problem | undefined {
  const { list, container, isPlaceholder, served, where } = template;
  if (list === "initContainers" && container.name === templateContainerNames.primaryInit)
    return draft.primaryInitContainerName === "" ? primaryInitNeverApplies(version, where()) : undefined;
  if (isMagicName(container.name, list)) return undefined;
  if (!served.some(({ name }) => name === container.name))
    return isPlaceholder ? undefined : unmatched(list, container, served, where());
  const isPassedOver = version === "flyte-1.16" && isPrimary(draft, list, container.name);
  return isPassedOver && !isBareContainer(container) ? passedOver(container.name, list, where()) : undefined;
}

function isPrimary(draft: Draft, list: ContainerList, name: string): boolean {
  return name === (list === "containers" ? draft.primaryContainerName : draft.primaryInitContainerName);
}

const whyPrimaryInitNeverApplies: Readonly<Record<FlyteVersion, string>> = {
  "flyte-1.16": "in Flyte 1 only the copilot's downloader is the primary one, and this Pod has none",
  "flyte-2.0": "in Flyte 2 none is ever the primary one",
};

function primaryInitNeverApplies(version: FlyteVersion, where: string): Problem {
  return {
    code: "PRIMARY_INIT_NEVER_APPLIES",
    severity: "warning",
    what: `the template's container primary-init shapes no init container: ${whyPrimaryInitNeverApplies[version]}`,
    where,
    fix: "name it default-init, which shapes every init container, or as the init container that it is meant for",
  };
}

function unmatched(
  list: ContainerList,
  container: Frozen<Container>,
  served: readonly Frozen<Container>[],
  where: string,
): Problem {
  const kind = kinds[list];
  const names = served.map(({ name }) => name).join(", ") || "none";
  const meant = didYouMean(container.name, shaping[list]);
  return {
    code: "TEMPLATE_CONTAINER_UNMATCHED",
    severity: "warning",
    what: `the template's ${kind} ${container.name} is dropped: the Pod has no ${kind} of this name (it has ${names})`,
    where,
    fix: meant
      ? `did you mean ${meant}?`
      : `name it ${magic[list]} to shape the Pod's own; Flyte adds no containers from a template`,
  };
}

/** Flyte 1 passes over a template container of the primary container's own name; only its resources count. */
function passedOver(name: string, list: ContainerList, where: string): Problem {
  return {
    code: "TEMPLATE_CONTAINER_UNMATCHED",
    severity: "warning",
    what: `the template's ${kinds[list]} ${name} is passed over, but for its resources: Flyte 1 serves the primary one by other names only`,
    where,
    fix: `name it ${list === "containers" ? templateContainerNames.primary : templateContainerNames.primaryInit}`,
  };
}

const kinds: Readonly<Record<ContainerList, string>> = { containers: "container", initContainers: "init container" };
const { default: byDefault, primary, defaultInit } = templateContainerNames;
/** `primary-init` is not among them: it is of use to hardly a Pod. */
const shaping: Readonly<Record<ContainerList, readonly string[]>> = {
  containers: [byDefault, primary],
  initContainers: [defaultInit],
};
const magic: Readonly<Record<ContainerList, string>> = {
  containers: "default or primary",
  initContainers: "default-init",
};
