import type { FieldSchema } from "../kubernetes/field-schema.ts";
import { schema } from "../kubernetes/gen/schema.ts";
import { structFields } from "../kubernetes/struct-fields.ts";

/**
 * How two values of a field become one, where both stand:
 * `value` the higher one's unless it is zero; `list` one behind the other; `map` by key; `struct` field by field;
 * `int-or-string` as Go's struct of both; `time` the higher one's, or none where that has none; `elsewhere` not here at all.
 */
type FieldRule =
  | { readonly kind: "value" | "list" | "map" | "int-or-string" | "time" | "elsewhere" }
  | { readonly kind: "struct"; readonly fields: StructRules };

export interface StructRules {
  readonly byName: ReadonlyMap<string, FieldRule>;
  /** Fields that the higher layer decides even by their absence. */
  readonly times: readonly string[];
}

/** The rules of one Kubernetes struct (`corev1.PodSpec`), compiled from Go's own declarations. */
export function structRules(type: string): StructRules {
  const rules = compiled.get(type);
  if (rules === undefined) throw new Error(`no Kubernetes type ${type} in the schema`);
  return rules;
}

/** The same rules but for some fields, which are merged elsewhere. */
export function rulesWithout(rules: StructRules, names: readonly string[]): StructRules {
  const byName = new Map(rules.byName);
  for (const name of names) byName.set(name, { kind: "elsewhere" });
  return { byName, times: rules.times };
}

const scalar: FieldRule = { kind: "value" };
const list: FieldRule = { kind: "list" };
const map: FieldRule = { kind: "map" };
const intOrString: FieldRule = { kind: "int-or-string" };
const time: FieldRule = { kind: "time" };

const compiled: ReadonlyMap<string, StructRules> = compile();

function compile(): ReadonlyMap<string, StructRules> {
  const types = new Map<string, { byName: Map<string, FieldRule>; times: string[] }>();
  for (const type of Object.keys(schema)) types.set(type, { byName: new Map(), times: [] });
  for (const [type, rules] of types) {
    for (const field of structFields(type)) {
      const fields = field.kind === "struct" ? types.get(field.type ?? "") : undefined;
      const rule: FieldRule = fields ? { kind: "struct", fields } : ruleOf(field);
      rules.byName.set(field.name, rule);
      if (rule === time) rules.times.push(field.name);
    }
  }
  return types;
}

function ruleOf(field: FieldSchema): FieldRule {
  if (field.kind === "slice") return list;
  if (field.kind === "map") return map;
  if (field.type === "intstr.IntOrString") return intOrString;
  if (field.type === "metav1.Time" && !field.pointer) return time;
  return scalar;
}
