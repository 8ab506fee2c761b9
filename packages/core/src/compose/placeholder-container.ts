/**
 * Whether a template's container says nothing but what must stand there: the API demands a container with an image in every PodTemplate, and
 * fills in some fields of it.
 */
export function isPlaceholderContainer(container: object): boolean {
  return Object.keys(container).every((key) => placeholderKeys.has(key));
}

const placeholderKeys = new Set([
  "name",
  "image",
  "imagePullPolicy",
  "resources",
  "terminationMessagePath",
  "terminationMessagePolicy",
]);
