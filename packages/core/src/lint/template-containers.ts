import type { SourcedPodTemplate } from "../compose/facts.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Place } from "./finding.ts";

export type ContainerList = "initContainers" | "containers";

/** A container of a PodTemplate, and where it stands. */
export interface TemplateContainer {
  readonly list: ContainerList;
  readonly index: number;
  readonly container: Container;
  readonly place: Place;
}

/** Every container of a template, init containers first. */
export function templateContainers({ document, template }: SourcedPodTemplate): readonly TemplateContainer[] {
  const spec = template.template?.spec;
  return (["initContainers", "containers"] as const).flatMap((list) =>
    (spec?.[list] ?? []).map((container, index) => ({
      list,
      index,
      container,
      place: { document, path: ["template", "spec", list, index] },
    })),
  );
}
