import type { FieldSchema } from "../kubernetes/field-schema.ts";
import { schema } from "../kubernetes/gen/schema.ts";
import { structFields } from "../kubernetes/struct-fields.ts";
import { type EntryKey, entryKey } from "./entry-key.ts";
import { type KeyPart, keyedTable, type TableRule } from "./keyed-table.ts";

/** How two layers' values of one field become one, compiled. */
export type KeyedRule =
  | { readonly kind: "whole" | "by-key" | "set" | "opposites" | "alternatives" | "elsewhere" }
  | { readonly kind: "union"; readonly members: readonly string[] }
  | { readonly kind: "fields"; readonly fields: KeyedRules }
  | KeyedListRule;

export interface KeyedListRule {
  readonly kind: "keyed";
  readonly keyOf: EntryKey;
  /** Absent: the entry of the higher layer takes the place of the lower's, whole. */
  readonly entry?: KeyedRules;
  readonly last: boolean;
  readonly substitutes: boolean;
}

export type KeyedRules = ReadonlyMap<string, KeyedRule>;

/** The rules of one Kubernetes struct (`corev1.PodSpec`): the table's, else what Kubernetes says of the field's type. */
export function keyedRules(type: string): KeyedRules {
  const rules = compiled.get(type);
  if (rules === undefined) throw new TypeError(`no Kubernetes type is called ${type}`);
  return rules;
}

const whole: KeyedRule = { kind: "whole" };

const compiled: ReadonlyMap<string, KeyedRules> = compile();

function compile(): ReadonlyMap<string, KeyedRules> {
  const chosen = new Map<string, TableRule>();
  for (const { fields, rule } of Object.values(keyedTable)) for (const field of fields) chosen.set(field, rule);
  const types = new Map<string, Map<string, KeyedRule>>();
  for (const type of Object.keys(schema)) types.set(type, new Map());
  for (const [type, rules] of types) {
    const fields = structFields(type);
    const members = fields.map(({ name }) => name).filter((name) => chosen.get(`${type}.${name}`)?.kind === "union");
    for (const field of fields) {
      const rule = chosen.get(`${type}.${field.name}`) ?? chosen.get(field.type ?? "");
      rules.set(field.name, rule ? ruleOfTable(rule, field, { types, members }) : ruleOfType(field, types));
    }
  }
  return types;
}

type Types = ReadonlyMap<string, KeyedRules>;

interface Surroundings {
  readonly types: Types;
  /** Of the union among the struct's fields. */
  readonly members: readonly string[];
}

function ruleOfTable(rule: TableRule, field: FieldSchema, { types, members }: Surroundings): KeyedRule {
  if (rule.kind === "union") return { kind: "union", members };
  if (rule.kind !== "keyed") return rule;
  const entry = rule.entries === "by-field" ? types.get(field.elem?.type ?? "") : undefined;
  return keyedList(rule.keys, entry, { last: rule.last ?? false, substitutes: rule.substitutes ?? false });
}

/** Lists that Kubernetes says to be maps or sets go by its keys, the entries whole; all others are one value. */
function ruleOfType(field: FieldSchema, types: Types): KeyedRule {
  const fields = types.get(field.type ?? "");
  if (field.kind === "struct" && fields) return { kind: "fields", fields };
  if (field.kind === "map") return { kind: "by-key" };
  if (field.kind !== "slice") return whole;
  if (field.listType === "set") return { kind: "set" };
  const keys = field.listMapKeys ?? (field.patchMergeKey ? [field.patchMergeKey] : []);
  return keys.length > 0 && field.elem?.type ? keyedList(keys.map((key) => ({ field: key }))) : whole;
}

function keyedList(
  keys: readonly KeyPart[],
  entry?: KeyedRules,
  ways = { last: false, substitutes: false },
): KeyedListRule {
  return { kind: "keyed", keyOf: entryKey(keys), ...(entry ? { entry } : {}), ...ways };
}
