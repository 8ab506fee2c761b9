import type { SourcedPodTemplate } from "../compose/facts.ts";
import type { Place } from "./finding.ts";
import { containersIn, type PodContainer } from "./pod-containers.ts";

/** A container of a PodTemplate, and where it stands. */
export interface TemplateContainer extends Omit<PodContainer, "path"> {
  readonly place: Place;
}

/** Every container of a template, init containers first. */
export function templateContainers({ document, template }: SourcedPodTemplate): readonly TemplateContainer[] {
  return containersIn(template.template?.spec).map(({ list, container, path }) => {
    return { list, container, place: { document, path: ["template", ...path] } };
  });
}
