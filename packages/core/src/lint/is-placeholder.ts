import type { TemplateContainer } from "./template-containers.ts";

/** The API demands a container in every PodTemplate: one that says nothing but its image is there for that. */
export function isPlaceholder({ list, container }: TemplateContainer): boolean {
  return list === "containers" && Object.keys(container).every((key) => placeholderKeys.has(key));
}

/** With what an API server fills in. */
const placeholderKeys = new Set([
  "name",
  "image",
  "imagePullPolicy",
  "resources",
  "terminationMessagePath",
  "terminationMessagePolicy",
]);
