import type { FieldSchema } from "../kubernetes/field-schema.ts";
import { structFields } from "../kubernetes/struct-fields.ts";

/** A field that is set somewhere below a value. */
export interface SetField {
  /** Of the struct that has it: `corev1.PodSpec`. */
  readonly type: string;
  readonly field: string;
  readonly path: readonly (string | number)[];
}

/** Every field of a Kubernetes object that is set, by the type that has it. */
export function fieldsUnder(type: string, value: unknown, path: SetField["path"] = []): readonly SetField[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Readonly<Record<string, unknown>>;
  return structFields(type)
    .filter(({ name }) => Object.hasOwn(holder, name))
    .flatMap((field) => {
      const at = [...path, field.name];
      return [{ type, field: field.name, path: at }, ...below(field, holder[field.name], at)];
    });
}

function below(
  field: Pick<FieldSchema, "kind" | "type" | "elem">,
  value: unknown,
  path: SetField["path"],
): readonly SetField[] {
  if (field.kind === "struct") return fieldsUnder(field.type ?? "", value, path);
  const { elem } = field;
  if (elem?.kind !== "struct" || typeof value !== "object" || value === null) return [];
  const items: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return items.flatMap(([key, item]) => fieldsUnder(elem.type ?? "", item, [...path, key]));
}
