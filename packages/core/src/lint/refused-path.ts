import type { Refusal } from "../apiserver/validation/refusal.ts";
import { quoteGo } from "../go/quote.ts";

/**
 * Where an API server's refusal stands in the object. Of labels and other maps of texts it names the map alone, and in its message the key or the value:
 * then these are the entries that it can mean.
 */
export function refusedPaths({ field, message }: Refusal, object: object): readonly (readonly (string | number)[])[] {
  const path = refusedPath(field);
  const [, refused] = /^Invalid value: ("(?:[^"\\]|\\.)*")/.exec(message) ?? [];
  const entries = refused === undefined ? [] : textsAt(object, path);
  const meant = entries.filter((entry) => entry.some((text) => quoteGo(text) === refused));
  return meant.length === 0 ? [path] : meant.map(([key]) => [...path, key]);
}

/**
 * Where the field of an API server's refusal stands in its object: `spec.containers[0].resources.limits[nvidia.com/gpu]`.
 * It leaves `metadata` out of the labels and annotations of a template.
 */
export function refusedPath(field: string): readonly (string | number)[] {
  const segments = field.replace(/^template\.(?=labels|annotations)/, "template.metadata.");
  return [...segments.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? "") : Number(index),
  );
}

function textsAt(object: object, path: readonly (string | number)[]): readonly (readonly [string, string])[] {
  const map = path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
    object,
  );
  if (typeof map !== "object" || map === null || Array.isArray(map)) return [];
  return Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === "string");
}
