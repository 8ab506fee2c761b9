/**
 * Whether a template's container says nothing but what must stand there: the API demands a container with an image in every PodTemplate, and
 * fills in some fields of it.
 */
export function isPlaceholderContainer(container: object): boolean {
  return Object.entries(container).every(([key, value]) => placeholderKeys.has(key) || isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

const placeholderKeys = new Set([
  "name",
  "image",
  "imagePullPolicy",
  "terminationMessagePath",
  "terminationMessagePolicy",
]);
