import type { FieldSchema } from "./field-schema.ts";
import { schema } from "./gen/schema.ts";

/** The fields of a struct as its JSON has them: those of inlined structs stand among its own. Empty for an unknown type. */
export function structFields(type: string): readonly FieldSchema[] {
  return (schema[type] ?? []).flatMap((field) => (field.inline && field.type ? structFields(field.type) : [field]));
}
