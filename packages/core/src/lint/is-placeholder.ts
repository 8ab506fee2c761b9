import { isPlaceholderContainer } from "../compose/placeholder-container.ts";
import type { TemplateContainer } from "./template-containers.ts";

/** The API demands a container in every PodTemplate: one that says nothing but its image is there for that. */
export function isPlaceholder({ list, container }: TemplateContainer): boolean {
  return list === "containers" && isPlaceholderContainer(container);
}
