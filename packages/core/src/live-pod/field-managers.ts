import { isObject, placeBelow, podPlace } from "../explain/pod-place.ts";
import type { ObjectMeta } from "../kubernetes/types.ts";

/** Who wrote fields of an object, as the API server notes it. */
export interface FieldManager {
  /** `kubectl-edit`, `flytepropeller`. */
  readonly manager: string;
  /** RFC 3339; absent where the server notes none. */
  readonly time?: string;
  /** Whether one of its fields is a field of the object, or stands below it. */
  owns(path: readonly (string | number)[]): boolean;
}

/**
 * The managers of an object's fields but for those of its status, first ones first. What admission changes when an object is made counts as the maker's.
 * @source sigs.k8s.io/structured-merge-diff/v6 fieldpath/serialize.go
 */
export function fieldManagers(object: { readonly metadata?: ObjectMeta }): readonly FieldManager[] {
  const entries = (object.metadata?.managedFields ?? []).filter(({ subresource = "" }) => subresource === "");
  return entries
    .map((entry) => ({
      manager: entry.manager ?? "",
      ...(typeof entry.time === "string" && { time: entry.time }),
      owns: (path: readonly (string | number)[]) => ownsBelow(entry.fieldsV1, object, path),
    }))
    .sort((a, b) => ((a.time ?? "") < (b.time ?? "") ? -1 : 1));
}

/** When an object last changed, as far as its managers' notes and its making tell; RFC 3339. */
export function lastChange(object: { readonly metadata?: ObjectMeta }): string | undefined {
  const { creationTimestamp } = object.metadata ?? {};
  const times = [creationTimestamp, ...fieldManagers(object).map(({ time }) => time)];
  return times
    .filter((time) => typeof time === "string")
    .sort()
    .at(-1);
}

function ownsBelow(fields: unknown, object: object, path: readonly (string | number)[]): boolean {
  let set: unknown = fields;
  let place = podPlace(object);
  for (const key of path) {
    if (!isObject(set)) return false;
    const item = typeof key === "number" ? placeBelow(place, key).value : undefined;
    const found: string | undefined =
      typeof key === "number"
        ? Object.keys(set).find((each) => isItem(each, item))
        : Object.keys(set).find((each) => each === `f:${key}`);
    if (found === undefined) return false;
    place = placeBelow(place, key);
    set = set[found];
  }
  return true;
}

/** `k:{"name":"main"}` is the item of that name, `v:"x"` the item that is x. */
function isItem(key: string, item: unknown): boolean {
  const kind = key.slice(0, 2);
  if (kind !== "k:" && kind !== "v:") return false;
  const told: unknown = JSON.parse(key.slice(2));
  if (kind === "v:") return JSON.stringify(told) === JSON.stringify(item);
  return isObject(told) && isObject(item) && Object.entries(told).every(([name, value]) => item[name] === value);
}
