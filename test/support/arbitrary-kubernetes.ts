import fc from "fast-check";
import type { FieldSchema } from "../../packages/core/src/kubernetes/field-schema.ts";
import { schema } from "../../packages/core/src/kubernetes/gen/schema.ts";

/**
 * Random values of a Kubernetes type as `decodeKubernetes` leaves them: required fields stand, zero values only in required or pointer
 * fields. Few names and texts, so that two values often meet.
 */
export function arbitraryKubernetes<T>(type: string): fc.Arbitrary<T> {
  return structOf(type, 4) as fc.Arbitrary<T>;
}

const word = fc.constantFrom("a", "b", "default", "primary", "default-init", "primary-init", "main");
const quantity = fc.constantFrom("0", "1", "500m", "2Gi");

function structOf(type: string, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const fields = flattened(type);
  const seldom = fields.filter((field) => !isRequired(field));
  const chosen = fc.subarray(seldom, { maxLength: depth > 0 ? Math.min(6, seldom.length) : 0 });
  return chosen.chain((some) => {
    const present = fields.filter((field) => isRequired(field) || some.includes(field));
    const values = Object.fromEntries(present.map((field) => [field.name, fieldValue(field, depth - 1)]));
    return fc.record(values, { noNullPrototype: true }).map((value) => canonical(value, present));
  });
}

/** Without the zero values that Go could not tell from absence. */
function canonical(value: Record<string, unknown>, fields: readonly FieldSchema[]): Record<string, unknown> {
  const kept = fields.filter((field) => isRequired(field) || field.pointer || !isZero(value[field.name]));
  return Object.fromEntries(kept.map(({ name }) => [name, value[name]]));
}

function fieldValue(field: Pick<FieldSchema, "kind" | "type" | "elem">, depth: number): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case "struct":
      return structOf(field.type ?? "", depth);
    case "slice":
      return fc.array(fieldValue(field.elem ?? { kind: "string" }, depth), { minLength: 1, maxLength: 3 });
    case "map":
      return fc.dictionary(word, fieldValue(field.elem ?? { kind: "string" }, depth), {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      });
    case "string":
      return fc.oneof(word, fc.constant(""));
    case "bool":
      return fc.boolean();
    case "int32":
    case "int64":
      return fc.integer({ min: 0, max: 3 });
    case "opaque":
      if (field.type === "intstr.IntOrString") return fc.oneof(fc.integer({ min: 0, max: 3 }), word);
      return field.type === "resource.Quantity" ? quantity : fc.constant("2026-01-02T03:04:05Z");
  }
}

function flattened(type: string): readonly FieldSchema[] {
  return (schema[type] ?? []).flatMap((field) => (field.inline ? flattened(field.type ?? "") : [field]));
}

function isRequired({ name, omitempty, pointer, type }: FieldSchema): boolean {
  return name === "name" || name === "containers" || (!omitempty && !pointer && type !== "metav1.Time");
}

function isZero(value: unknown): boolean {
  return (
    value === "" ||
    value === 0 ||
    value === false ||
    (typeof value === "object" && Object.keys(value ?? {}).length === 0)
  );
}
