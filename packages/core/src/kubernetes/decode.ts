import { didYouMean } from "../problem/did-you-mean.ts";
import { type Problem, type Result, success } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import { decodeClean } from "./decode-clean.ts";
import { decodeOpaque, opaqueForm } from "./decode-opaque.ts";
import type { FieldSchema } from "./field-schema.ts";
import { isInteger } from "./integer.ts";
import { type StructType, structType } from "./struct-type.ts";
import { zeroOf } from "./zero-of.ts";
import { isZeroTime } from "./zero-time.ts";

/**
 * Reads a value as a Kubernetes type the way Go's encoding/json does: field names match in any case, unknown fields are dropped
 * (a warning each), null is absent. Zero values that Go could not tell from absence and empty maps and lists are left out, except where
 * the type requires the field; quantities become canonical. What of `value` is as it should be is shared with the result.
 * @param type - by its name in the schema, `corev1.PodSpec`
 * @param where - what stands before the value's path in the problems, or what makes their `where` of that path; absent: the path alone
 * @param names - `exact` for what an API server reads: it drops a field whose name is written in another case
 * @problems MANIFEST_INVALID, one for each value of a wrong kind; FIELD_UNKNOWN as warnings
 * @source encoding/json, Go 1.24; sigs.k8s.io/json UnmarshalCaseSensitivePreserveInts; fields of k8s.io/api v0.36.3
 */
export function decodeKubernetes<T>(
  type: string,
  value: unknown,
  where?: string | ((path: Path) => string),
  names: FieldNames = "any-case",
): Result<T> {
  const clean = decodeClean(type, value);
  if (clean !== undefined) return success(clean as T);
  const whereOf = typeof where === "function" ? where : (path: Path) => joined(where, pathText(path));
  const at: Place = { path: [], whereOf, names, zeros: "absent", problems: [] };
  return resultOf(decodeStruct(structType(type), value, at) as T, at.problems);
}

/**
 * As `decodeKubernetes`, but what is written counts: zero values, empty maps and lists stay, and of the fields that Go prints in any case only
 * texts and lists are filled in.
 * @problems MANIFEST_INVALID, FIELD_UNKNOWN
 */
export function decodeAsWritten<T>(type: string, value: unknown, where: string): Result<T> {
  const whereOf = (path: Path) => joined(where, pathText(path));
  const at: Place = { path: [], whereOf, names: "any-case", zeros: "kept", problems: [] };
  return resultOf(decodeStruct(structType(type), value, at) as T, at.problems);
}

type FieldNames = "any-case" | "exact";

/** Names of fields, keys of maps and positions in lists, from the value's root. */
type Path = readonly (string | number)[];

interface Place {
  /** Where decoding stands: grows and shrinks with it. */
  readonly path: (string | number)[];
  /** Asked only for problems. */
  readonly whereOf: (path: Path) => string;
  readonly names: FieldNames;
  readonly zeros: "absent" | "kept";
  readonly problems: Problem[];
}

function decodeStruct(type: StructType, value: unknown, at: Place): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(value, "a map", at);
  const decoded: Record<string, unknown> = {};
  for (const key in value) {
    const named = type.fields.get(key) ?? type.fields.get(key.toLowerCase());
    const field = at.names === "exact" && named?.name !== key ? undefined : named;
    const given = (value as Readonly<Record<string, unknown>>)[key];
    if (!field) at.problems.push(unknownField(key, type, at));
    else if (given !== null && given !== undefined) {
      at.path.push(field.name);
      const read = decodeValue(field, given, at);
      at.path.pop();
      const typed = at.zeros === "kept" || field.pointer || field.type === "intstr.IntOrString";
      if (read !== undefined && !isZeroTime(field.type, read) && (typed || !isZero(read))) decoded[field.name] = read;
    }
  }
  for (const field of type.required) {
    if (decoded[field.name] !== undefined) continue;
    if (at.zeros === "absent" || field.kind === "slice" || field.kind === "string") decoded[field.name] = zeroOf(field);
  }
  return decoded;
}

type Kind = Pick<FieldSchema, "kind" | "type" | "elem">;

/** Undefined: the value is of a wrong kind, and the problem is noted. */
function decodeValue(field: Kind, value: unknown, at: Place): unknown {
  switch (field.kind) {
    case "struct":
      return decodeStruct(structType(field.type ?? ""), value, at);
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
      return isInteger(value, field.kind) ? value : refuse(value, "an integer", at);
    case "opaque":
      return decodeOpaque(field.type ?? "", value) ?? refuse(value, opaqueForm(field.type ?? ""), at);
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
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => {
    at.path.push(key);
    const read = each === null ? zeroOf(elem) : decodeValue(elem, each, at);
    at.path.pop();
    return [key, read];
  });
  return Object.fromEntries(entries);
}

/** Empty maps, lists and structs, and the zero scalars. */
function isZero(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object" || value === null) return value === "" || value === 0 || value === false;
  for (const _key in value) return false;
  return true;
}

function refuse(value: unknown, wanted: string, at: Place): undefined {
  at.problems.push({
    code: "MANIFEST_INVALID",
    what: `${pathText(at.path) || "the document"} must be ${wanted}, not ${kindOf(value)}`,
    where: at.whereOf(at.path),
    fix: wanted === "text" && isPlain(value) ? quoting(value) : `give ${wanted}`,
  });
}

/** YAML takes `1.5`, `yes` and, as kubectl reads it, `y` for other things than text. */
function isPlain(value: unknown): boolean {
  return typeof value === "number" || typeof value === "boolean";
}

/** What YAML read as true or false may have been written as `yes` or `y`. */
function quoting(value: unknown): string {
  return typeof value === "number"
    ? `put it in quotes: "${value}"`
    : "put it in quotes as it is written: then it is text";
}

function unknownField(key: string, type: StructType, at: Place): Problem {
  const path = [...at.path, key];
  const names = [...type.fields.values()].map((field) => field.name);
  const meant = didYouMean(key, names);
  return {
    code: "FIELD_UNKNOWN",
    severity: "warning",
    what: `${pathText(path)} is no field of Kubernetes' ${type.name.slice(type.name.indexOf(".") + 1)} and is dropped`,
    where: at.whereOf(path),
    fix: meant ? `did you mean ${meant}?` : "remove it, or move it to where it belongs",
  };
}

/** `spec.containers[0].resources.limits[nvidia.com/gpu]`. */
function pathText(path: Path): string {
  return path
    .map((key) => (typeof key === "number" || key.includes(".") ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
}

function joined(where: string | undefined, path: string): string {
  return [where, path].filter(Boolean).join(", ") || "the document's root";
}

/** Texts are not printed: they may be secrets. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string" ? "text" : String(value);
}
