import { stepText } from "../merge/path-text.ts";
import { itemNames, type PodPlace, placeBelow, podPlace } from "./pod-place.ts";

/**
 * What people call a field: `spec.containers[main].env[FOO].value`, `metadata.annotations["example.com/owner"]`. Items of a list go by their
 * names where they have some, else by their positions: `spec.containers[main].args[0]`.
 */
export function fieldName(pod: object, path: readonly (string | number)[]): string {
  return fieldNames(pod)(path);
}

/** Names fields of one Pod: what several paths share is looked up once. */
export function fieldNames(pod: object): (path: readonly (string | number)[]) => string {
  const root: Named = { place: podPlace(pod), text: "", below: new Map() };
  return (path) => path.reduce(nameBelow, root).text.replace(/^\./, "");
}

interface Named {
  readonly place: PodPlace;
  readonly text: string;
  readonly below: Map<string | number, Named>;
  /** Of a list, once somebody asked. */
  names?: readonly (string | undefined)[];
}

function nameBelow(holder: Named, key: string | number): Named {
  const known = holder.below.get(key);
  if (known) return known;
  if (typeof key === "number") holder.names ??= itemNames(holder.place);
  const name = typeof key === "number" ? holder.names?.[key] : undefined;
  const step = name === undefined ? stepText(key) : `[${/["'\\]]/.test(name) ? JSON.stringify(name) : name}]`;
  const named: Named = { place: placeBelow(holder.place, key), text: holder.text + step, below: new Map() };
  holder.below.set(key, named);
  return named;
}
