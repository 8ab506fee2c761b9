import type { FieldSchema } from "../kubernetes/field-schema.ts";
import { structType } from "../kubernetes/struct-type.ts";
import type { Struct } from "./struct.ts";

/**
 * A stored object as Go prints it: fields that are printed also when they are unset are null, pointers and empty lists alike.
 * @param type - by its name in the schema, `corev1.Pod`
 */
export function printedObject(type: string, value: Struct): Struct {
  const { fields } = structType(type);
  const printed: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    const field = fields.get(name);
    printed[name] = field ? printedValue(field, given) : given;
  }
  for (const field of fields.values()) {
    if (printed[field.name] === undefined && !field.omitempty && field.pointer) printed[field.name] = null;
  }
  return printed;
}

function printedValue({ kind, type = "", elem, omitempty }: FieldSchema, value: unknown): unknown {
  if (kind === "struct") return printedObject(type, value as Struct);
  if (kind !== "slice") return value;
  const items = value as readonly Struct[];
  if (items.length === 0 && !omitempty) return null;
  return elem?.kind === "struct" ? items.map((item) => printedObject(elem.type ?? "", item)) : items;
}
