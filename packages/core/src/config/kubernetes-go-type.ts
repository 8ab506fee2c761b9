import type { FieldSchema } from "../kubernetes/field-schema.ts";
import { namedTypes } from "../kubernetes/gen/named-types.ts";
import { schema } from "../kubernetes/gen/schema.ts";
import { kubernetesJsonTypes } from "./go-json-types.ts";
import {
  bool,
  type GoField,
  type GoJson,
  type GoStruct,
  type GoType,
  int32,
  int64,
  listOf,
  mapOf,
  namedText,
  pointerTo,
  text,
} from "./go-type.ts";

/** A struct of Kubernetes as Go has it, by its name in the schema (`corev1.Toleration`). */
export function kubernetesGoType(name: string): GoStruct {
  const known = structs.get(name);
  if (!known) throw new TypeError(`no Kubernetes type is called ${name}`);
  return known;
}

const structs: ReadonlyMap<string, GoStruct> = new Map(Object.keys(schema).map((name) => [name, lazyStruct(name)]));

/** Few configs name more than a few of Kubernetes' types: fields are worked out when they are asked for. */
function lazyStruct(name: string): GoStruct {
  let fields: readonly GoField[] | undefined;
  return {
    kind: "struct",
    schemaName: name,
    name: `v1.${name.slice(name.indexOf(".") + 1)}`,
    get fields() {
      fields ??= (schema[name] ?? []).map((field) => goField(name, field));
      return fields;
    },
  };
}

function goField(struct: string, field: FieldSchema): GoField {
  const named = namedTypes[struct]?.[field.name];
  const type = typeOf(field, named);
  return {
    name: field.name,
    type: field.pointer ? pointerTo(type) : type,
    ...(field.omitempty && { omitEmpty: true }),
    ...(field.inline && { embedded: true }),
  };
}

function typeOf(field: Pick<FieldSchema, "kind" | "type" | "elem">, named: string | undefined): GoType {
  switch (field.kind) {
    case "struct":
      return kubernetesGoType(field.type ?? "");
    case "slice":
      return listOf(typeOf(field.elem ?? { kind: "string" }, named));
    case "map": {
      const elem = typeOf(field.elem ?? { kind: "string" }, undefined);
      return mapOf(elem, named ?? `map[string]${"name" in elem ? elem.name : elem.kind}`);
    }
    case "bool":
      return bool;
    case "int32":
      return int32;
    case "int64":
      return int64;
    case "opaque":
      return kubernetesJsonTypes[field.type ?? ""] ?? anything;
    default:
      return named === undefined ? text : namedText(named);
  }
}

/** What the API server alone writes, such as the fields that a manager owns: taken for text where it is, else dropped. */
const anything: GoJson = {
  kind: "json",
  name: "json.RawMessage",
  structKeys: [],
  zero: null,
  form: "what the API server wrote",
  parse: (value) => (typeof value === "string" ? value : undefined),
};
