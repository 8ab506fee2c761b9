import { schema } from "./gen/schema.ts";
import { structFields } from "./struct-fields.ts";

/** A step of a path that its holder does not have. */
export interface UnknownSegment {
  readonly segment: string;
  /** The struct that has no such field, as Kubernetes calls it (`PodSpec`); absent: what has no fields at all. */
  readonly type?: string;
  /** The fields that there are. */
  readonly known: readonly string[];
}

/**
 * The first step of a path that Kubernetes' types do not have. Keys of lists and maps may be any.
 * @param type - where the path begins (`corev1.PodSpec`)
 * @param path - fields, and the keys of lists and maps
 * @returns undefined if the path leads to a field, an entry or a value
 */
export function unknownSegment(type: string, path: readonly string[]): UnknownSegment | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined) return undefined;
  const fields = structFields(type);
  const field = fields.find(({ name }) => name === segment);
  if (!field) return { segment, type: type.split(".").at(-1) ?? type, known: fields.map(({ name }) => name) };
  const isCollection = field.kind === "slice" || field.kind === "map";
  const holder = isCollection ? field.elem?.type : field.type;
  const below = isCollection ? rest.slice(1) : rest;
  const [next] = below;
  if (next === undefined) return undefined;
  return holder !== undefined && schema[holder] ? unknownSegment(holder, below) : { segment: next, known: [] };
}
