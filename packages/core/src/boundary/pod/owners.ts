import type { ContainerList } from "../../kubernetes/container-list.ts";
import type { Container, Pod } from "../../kubernetes/types.ts";
import type { FieldPath } from "../../merge/origin.ts";
import { givenBy } from "./given-by.ts";
import type { TraceIndex } from "./trace-index.ts";

/** A container of a composed Pod, where it stands, and whose it is. */
export interface OwnedContainer {
  readonly name: string;
  readonly container: Container;
  readonly list: ContainerList;
  /** From the Pod's root. */
  readonly path: FieldPath;
  readonly owner: "platform" | "task";
  /** The platform's are the copilot's, or those that only a template has. */
  readonly from: "copilot" | "template" | "task";
}

/**
 * Whose a container is follows from who gave it its name, which no layer changes later: the task; a template, for those that no other
 * layer has; Flyte itself, for the copilot's. What a container is called decides nothing.
 */
export function ownedContainers(pod: Pod, trace: TraceIndex): readonly OwnedContainer[] {
  return (["initContainers", "containers"] as const).flatMap((list) =>
    (pod.spec?.[list] ?? []).map((container, index) => {
      const path = ["spec", list, index];
      const from = origins[givenBy(trace.originAt([...path, "name"]))];
      return { name: container.name, container, list, path, owner: from === "task" ? "task" : "platform", from };
    }),
  );
}

const origins = { task: "task", template: "template", config: "template", flyte: "copilot" } as const;
