import type { ConfigValue } from "./config-value.ts";

/** A type of Go that a config is decoded into. */
export type GoType = GoText | GoBool | GoInteger | GoFloat | GoJson | GoList | GoMap | GoPointer | GoStruct;

export interface GoText {
  readonly kind: "text";
  /** Its name in Go's errors: `string`, `v1.TaintEffect`. */
  readonly name: string;
}

export interface GoBool {
  readonly kind: "bool";
}

export interface GoInteger {
  readonly kind: "integer";
  readonly name: "int" | "int32" | "int64";
}

export interface GoFloat {
  readonly kind: "float";
}

/** A type that reads itself from JSON: durations, quantities, URLs, times. */
export interface GoJson {
  readonly kind: "json";
  readonly name: string;
  /** What it prints when nothing is given; null is left out where the field may be. */
  readonly zero: string | number | null;
  /** What a good value looks like, for people: `a duration such as 90s`. */
  readonly form: string;
  /** Undefined: it refuses the value. */
  readonly parse: (value: ConfigValue) => string | number | undefined;
  /** The fields of its Go struct, which a map reaches after the type refused it. None but a duration's says anything. */
  readonly structKeys: readonly string[];
  readonly parseMap?: (value: ConfigValue) => string | number | undefined;
}

export interface GoList {
  readonly kind: "list";
  readonly elem: GoType;
}

export interface GoMap {
  readonly kind: "map";
  readonly name: string;
  readonly elem: GoType;
  /** Whether Flyte looks its keys up in upper case. */
  readonly upperKeys?: boolean;
}

export interface GoPointer {
  readonly kind: "pointer";
  readonly elem: GoType;
}

export interface GoStruct {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: readonly GoField[];
  /** Keys that are not among `fields` are none of our business. */
  readonly open?: boolean;
  /** Of one of Kubernetes' types: what the schema calls it. */
  readonly schemaName?: string;
}

export interface GoField {
  /** In JSON and in config files; of an embedded struct the type's own name, which is the key that reaches it. */
  readonly name: string;
  readonly type: GoType;
  /** Whether JSON leaves out its zero value. */
  readonly omitEmpty?: boolean;
  /** Its fields stand in the outer struct's JSON. */
  readonly embedded?: boolean;
  /** Whether the command line has a flag for it. */
  readonly flag?: boolean;
  /** As JSON; absent: its type's zero value, or the defaults of a struct's own fields. */
  readonly byDefault?: unknown;
}

/** A decoded value: a struct is a map of those fields that something set. Null is Go's nil. */
export type GoValue = null | boolean | string | number | readonly GoValue[] | ReadonlyMap<string, GoValue>;

export const text: GoText = { kind: "text", name: "string" };
export const bool: GoBool = { kind: "bool" };
export const int: GoInteger = { kind: "integer", name: "int" };
export const int32: GoInteger = { kind: "integer", name: "int32" };
export const int64: GoInteger = { kind: "integer", name: "int64" };

export function namedText(name: string): GoText {
  return { kind: "text", name };
}

export function listOf(elem: GoType): GoList {
  return { kind: "list", elem };
}

/** @param name - what Go's errors call it */
export function mapOf(elem: GoType, name: string): GoMap {
  return { kind: "map", elem, name };
}

export function pointerTo(elem: GoType): GoPointer {
  return { kind: "pointer", elem };
}

export const textList: GoList = listOf(text);
export const textMap: GoMap = mapOf(text, "map[string]string");

export function struct(name: string, fields: readonly GoField[]): GoStruct {
  return { kind: "struct", name, fields };
}

/** A field of a config. */
export function field(name: string, type: GoType, more: Partial<GoField> = {}): GoField {
  return { name, type, ...more };
}

/** A field that the command line has a flag for. */
export function flagged(name: string, type: GoType, byDefault?: unknown): GoField {
  return { name, type, flag: true, ...(byDefault !== undefined && { byDefault }) };
}
