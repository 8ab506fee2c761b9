import type { GoStruct, GoType, GoValue } from "./go-type.ts";

/** What Go has where nothing was set. A struct's fields are zero in turn. */
export function zeroOf(type: GoType): GoValue {
  switch (type.kind) {
    case "text":
      return "";
    case "bool":
      return false;
    case "integer":
    case "float":
      return 0;
    case "json":
      return type.zero;
    case "struct":
      return new Map();
    default:
      return null;
  }
}

/** A config as Flyte has it before it reads anything. */
export function defaultOf(type: GoStruct): ReadonlyMap<string, GoValue> {
  const fields = new Map<string, GoValue>();
  for (const { name, type: of, byDefault } of type.fields) {
    if (byDefault !== undefined) fields.set(name, fromJson(of, byDefault));
    else if (of.kind === "struct") fields.set(name, defaultOf(of));
  }
  return fields;
}

/** A value from the JSON that Go prints it as. */
function fromJson(type: GoType, json: unknown): GoValue {
  switch (type.kind) {
    case "list":
      return (json as readonly unknown[]).map((item) => fromJson(type.elem, item));
    case "map":
      return new Map(Object.entries(json as object).map(([key, each]) => [key, fromJson(type.elem, each)]));
    case "pointer":
      return json === null ? null : fromJson(type.elem, json);
    case "struct": {
      const given = Object.entries(json as object);
      return new Map(
        type.fields.flatMap((field) => {
          const entry = given.find(([key]) => key === field.name);
          return entry ? [[field.name, fromJson(field.type, entry[1])] as const] : [];
        }),
      );
    }
    default:
      return json as GoValue;
  }
}

/** The JSON that Go prints of a value. */
export function toJson(type: GoType, value: GoValue): unknown {
  switch (type.kind) {
    case "list":
      return value === null ? null : (value as readonly GoValue[]).map((item) => toJson(type.elem, item));
    case "map":
      if (value === null) return null;
      return Object.fromEntries([...mapped(value)].map(([key, each]) => [key, toJson(type.elem, each)]));
    case "pointer":
      return value === null ? null : toJson(type.elem, value);
    case "struct":
      return Object.fromEntries(structEntries(type, mapped(value)));
    default:
      return value;
  }
}

function structEntries(type: GoStruct, fields: ReadonlyMap<string, GoValue>): readonly (readonly [string, unknown])[] {
  return type.fields.flatMap((field) => {
    const value = fields.get(field.name) ?? zeroOf(field.type);
    if (field.embedded && field.type.kind === "struct") return structEntries(field.type, mapped(value));
    return field.omitEmpty && isEmpty(value, field.type) ? [] : [[field.name, toJson(field.type, value)] as const];
  });
}

/** What `omitempty` leaves out: structs never, pointers when they are nil. */
function isEmpty(value: GoValue, type: GoType): boolean {
  if (value === null) return true;
  switch (type.kind) {
    case "list":
      return (value as readonly GoValue[]).length === 0;
    case "map":
      return mapped(value).size === 0;
    case "pointer":
    case "struct":
    case "json":
      return false;
    default:
      return value === "" || value === false || value === 0;
  }
}

function mapped(value: GoValue): ReadonlyMap<string, GoValue> {
  return value as ReadonlyMap<string, GoValue>;
}
