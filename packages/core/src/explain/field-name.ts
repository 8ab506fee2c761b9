import { stepText } from "../merge/path-text.ts";
import { itemNames, placeBelow, podPlace } from "./pod-place.ts";

/**
 * What people call a field: `spec.containers[main].env[FOO].value`, `metadata.annotations["example.com/owner"]`. Items of a list go by their
 * names where they have some, else by their positions: `spec.containers[main].args[0]`.
 */
export function fieldName(pod: object, path: readonly (string | number)[]): string {
  let place = podPlace(pod);
  let text = "";
  for (const key of path) {
    const name = typeof key === "number" ? itemNames(place)[key] : undefined;
    text += name === undefined ? stepText(key) : `[${/["'\]]/.test(name) ? JSON.stringify(name) : name}]`;
    place = placeBelow(place, key);
  }
  return text.replace(/^\./, "");
}
