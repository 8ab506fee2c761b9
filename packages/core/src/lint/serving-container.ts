import type { SourcedPodTemplate } from "../compose/facts.ts";
import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { ContainerList } from "../kubernetes/container-list.ts";
import type { Place } from "./finding.ts";
import { templateContainers } from "./template-containers.ts";

/** What of a template shapes every container of a list: where to write what they lack. */
export interface ServingContainer {
  readonly name: string;
  /** Of the container; where the template has none, of its `spec`. */
  readonly place: Place;
  readonly exists: boolean;
}

export function servingContainer(template: SourcedPodTemplate, list: ContainerList): ServingContainer {
  const name = list === "initContainers" ? templateContainerNames.defaultInit : templateContainerNames.default;
  const found = templateContainers(template).findLast((each) => each.list === list && each.container.name === name);
  const spec = { document: template.document, path: ["template", "spec"] };
  return { name, place: found?.place ?? spec, exists: found !== undefined };
}
