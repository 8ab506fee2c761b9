import { didYouMean } from "../problem/did-you-mean.ts";
import type { Problem, Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import { decodeOpaque } from "./decode-opaque.ts";
import type { FieldSchema } from "./field-schema.ts";
import { schema } from "./gen/schema.ts";

/**
 * Reads a value as a Kubernetes type the way Go's encoding/json does: field names match in any case, unknown fields are dropped
 * (a warning each), null is absent. Zero values that Go could not tell from absence and empty maps and lists are left out, except where
 * the type requires the field; quantities become canonical. Nothing of `value` is shared with the result.
 * @param type - by its name in the schema, `corev1.PodSpec`
 * @param where - what the value's path begins with, for the problems; absent: the path alone
 * @problems MANIFEST_INVALID, one for each value of a wrong kind; FIELD_UNKNOWN as warnings
 * @source encoding/json, Go 1.24; fields of k8s.io/api v0.36.3
 */
export function decodeKubernetes<T>(type: string, value: unknown, where?: string): Result<T> {
  const at: Place = { path: [], where, problems: [] };
  return resultOf(decodeStruct(typeNamed(type), value, at) as T, at.problems);
}

interface Place {
  /** Where decoding stands: grows and shrinks with it, and is printed only for problems. */
  readonly path: (string | number)[];
  readonly where: string | undefined;
  readonly problems: Problem[];
}

interface StructType {
  readonly name: string;
  /** By name, and by name in lower case. Fields of inlined structs stand among them. */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  /** Fields that Go prints even when they are zero. */
  readonly required: readonly FieldSchema[];
}

const types: ReadonlyMap<string, StructType> = new Map(
  Object.keys(schema).map((name): [string, StructType] => {
    const fields = flattened(name);
    const byName = new Map(fields.map((field): [string, FieldSchema] => [field.name.toLowerCase(), field]));
    for (const field of fields) byName.set(field.name, field);
    return [name, { name, fields: byName, required: fields.filter((field) => !field.omitempty && !field.pointer) }];
  }),
);

function flattened(name: string): readonly FieldSchema[] {
  return (schema[name] ?? []).flatMap((field) => (field.inline && field.type ? flattened(field.type) : [field]));
}

function typeNamed(name: string): StructType {
  const type = types.get(name);
  if (!type) throw new TypeError(`no Kubernetes type is called ${name}`);
  return type;
}

function decodeStruct(type: StructType, value: unknown, at: Place): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(value, "a map", at);
  const decoded: Record<string, unknown> = {};
  for (const key in value) {
    const field = type.fields.get(key) ?? type.fields.get(key.toLowerCase());
    const given = (value as Readonly<Record<string, unknown>>)[key];
    if (!field) at.problems.push(unknownField(key, type, at));
    else if (given !== null && given !== undefined) {
      at.path.push(field.name);
      const read = decodeValue(field, given, at);
      at.path.pop();
      const typed = field.pointer || field.type === "intstr.IntOrString";
      if (read !== undefined && (typed || !isZero(read))) decoded[field.name] = read;
    }
  }
  for (const field of type.required) if (decoded[field.name] === undefined) decoded[field.name] = zeroOf(field);
  return decoded;
}

type Kind = Pick<FieldSchema, "kind" | "type" | "elem">;

/** Undefined: the value is of a wrong kind, and the problem is noted. */
function decodeValue(field: Kind, value: unknown, at: Place): unknown {
  switch (field.kind) {
    case "struct":
      return decodeStruct(typeNamed(field.type ?? ""), value, at);
    case "slice":
      return decodeList(field.elem ?? { kind: "string" }, value, at);
    case "map":
      return decodeMap(field.elem ?? { kind: "string" }, value, at);
    case "string":
      return typeof value === "string" ? value : refuse(value, "text", at);
    case "bool":
      return typeof value === "boolean" ? value : refuse(value, "true or false", at);
    case "int32":
    case "int64":
      return Number.isInteger(value) && inRange(field.kind, value as number) ? value : refuse(value, "an integer", at);
    case "opaque":
      return decodeOpaque(field.type ?? "", value) ?? refuse(value, `a ${field.type}`, at);
  }
}

/** A null among the items is the item type's zero value, as in Go. */
function decodeList(elem: Kind, value: unknown, at: Place): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return refuse(value, "a list", at);
  const items: unknown[] = [];
  for (let index = 0; index < value.length; index++) {
    const item = value[index];
    at.path.push(index);
    items.push(item === null ? zeroOf(elem) : decodeValue(elem, item, at));
    at.path.pop();
  }
  return items;
}

function decodeMap(elem: Kind, value: unknown, at: Place): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(value, "a map", at);
  const map: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    at.path.push(key);
    map[key] = each === null ? zeroOf(elem) : decodeValue(elem, each, at);
    at.path.pop();
  }
  return map;
}

function inRange(kind: "int32" | "int64", value: number): boolean {
  return kind === "int64" || (value >= -(2 ** 31) && value < 2 ** 31);
}

/** Empty maps, lists and structs, and the zero scalars. */
function isZero(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object" || value === null) return value === "" || value === 0 || value === false;
  for (const _key in value) return false;
  return true;
}

function zeroOf(field: Kind): unknown {
  switch (field.kind) {
    case "struct":
      return decodeStruct(typeNamed(field.type ?? ""), {}, { path: [], where: undefined, problems: [] });
    case "slice":
      return [];
    case "map":
      return {};
    case "string":
      return "";
    case "bool":
      return false;
    case "int32":
    case "int64":
      return 0;
    case "opaque":
      return field.type === "resource.Quantity" ? "0" : field.type === "intstr.IntOrString" ? 0 : undefined;
  }
}

function refuse(value: unknown, wanted: string, at: Place): undefined {
  const path = pathText(at.path);
  at.problems.push({
    code: "MANIFEST_INVALID",
    what: `${path || "the document"} must be ${wanted}, not ${kindOf(value)}`,
    where: whereOf(path, at),
    fix: `give ${wanted}`,
  });
}

function unknownField(key: string, type: StructType, at: Place): Problem {
  const path = pathText([...at.path, key]);
  const names = [...type.fields.values()].map((field) => field.name);
  const meant = didYouMean(key, names);
  return {
    code: "FIELD_UNKNOWN",
    severity: "warning",
    what: `${path} is no field of Kubernetes' ${type.name.slice(type.name.indexOf(".") + 1)} and is dropped`,
    where: whereOf(path, at),
    fix: meant ? `did you mean ${meant}?` : "remove it, or move it to where it belongs",
  };
}

/** `spec.containers[0].resources.limits[nvidia.com/gpu]`. */
function pathText(path: readonly (string | number)[]): string {
  return path
    .map((key) => (typeof key === "number" || key.includes(".") ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
}

function whereOf(path: string, at: Place): string {
  return [at.where, path].filter(Boolean).join(", ") || "the document's root";
}

/** Texts are not printed: they may be secrets. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string" ? "text" : String(value);
}
