import type { FieldSchema } from "../kubernetes/field-schema.ts";
import { structType } from "../kubernetes/struct-type.ts";

/** A value in a Pod, and what Kubernetes' types say of it. */
export interface PodPlace {
  readonly value: unknown;
  /** Of a struct: its type. Absent for maps, lists and what no type is known of. */
  readonly type?: string;
  /** Of a list or map: the field that holds it. */
  readonly field?: FieldSchema;
}

/** The place of a whole Pod. */
export function podPlace(pod: object): PodPlace {
  return { value: pod, type: "corev1.Pod" };
}

/** The place of one field, entry or item; its value is undefined where there is none. */
export function placeBelow({ value, type, field }: PodPlace, key: string | number): PodPlace {
  const below =
    isObject(value) && Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined;
  if (type !== undefined) {
    const member = structType(type).fields.get(String(key));
    if (!member) return { value: below };
    return member.kind === "struct" && member.type
      ? { value: below, type: member.type }
      : { value: below, field: member };
  }
  const elem = field?.elem;
  return elem?.kind === "struct" && elem.type ? { value: below, type: elem.type } : { value: below };
}

/**
 * What each item of a list is called: the value of the field by which Kubernetes tells the list's items apart (`name` of env, `mountPath` of
 * mounts). Of several that bear the same the last one goes by it, the others by position and name (`0:FOO`).
 * @returns undefined for an item that has no such field
 */
export function itemNames({ value, field }: PodPlace): readonly (string | undefined)[] {
  if (!Array.isArray(value)) return [];
  const key = field?.patchMergeKey;
  const names = value.map((item: unknown) => (key !== undefined && isObject(item) ? textOf(item[key]) : undefined));
  const last = new Map(names.map((name, index) => [name, index]));
  return names.map((name, index) => (name === undefined || last.get(name) === index ? name : `${index}:${name}`));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
