import type { FieldSchema } from "./field-schema.ts";
import { schema } from "./gen/schema.ts";
import { structFields } from "./struct-fields.ts";

/** What decoding asks of a struct. */
export interface StructType {
  readonly name: string;
  /** By name, and by name in lower case. */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  /** Fields that Go prints even when they are zero. */
  readonly required: readonly FieldSchema[];
}

/** The struct of this name (`corev1.PodSpec`), which the schema must have. */
export function structType(name: string): StructType {
  const type = types.get(name);
  if (!type) throw new TypeError(`no Kubernetes type is called ${name}`);
  return type;
}

const types: ReadonlyMap<string, StructType> = new Map(
  Object.keys(schema).map((name): [string, StructType] => {
    const fields = structFields(name);
    const byName = new Map(fields.map((field): [string, FieldSchema] => [field.name.toLowerCase(), field]));
    for (const field of fields) byName.set(field.name, field);
    return [name, { name, fields: byName, required: fields.filter((field) => !field.omitempty && !field.pointer) }];
  }),
);
