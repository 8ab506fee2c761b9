import type { StructRules } from "./field-rules.ts";
import type { Origin } from "./origin.ts";
import type { Recorder } from "./recorder.ts";

type Fields = Record<string, unknown>;

/** One layer's value and where it stands. */
export interface Sourced<T extends object = object> {
  readonly value: T;
  readonly origin: Origin;
}

/**
 * Merges a struct over a lower layer's, as mergo does for Flyte (WithOverride, WithAppendSlice): zero values never override, also
 * through pointers; a pointer that the lower layer lacks is taken even to a zero; maps go by key, empty values included; lists
 * stand one behind the other. Neither input changes; what the result shares with them must not be changed either.
 * @source dario.cat/mergo v1.0 deepMerge, github.com/imdario/mergo v0.3.16
 */
export function mergeStruct<T extends object>(
  recorder: Recorder,
  rules: StructRules,
  low: Sourced<T>,
  high: Sourced<T>,
): T {
  const under = low.value as Fields;
  const over = high.value as Fields;
  const result: Fields = { ...under };
  recorder.copied(result, under, low.origin);
  for (const key in over) {
    const value = over[key];
    const beneath = under[key];
    if (beneath === undefined) {
      recorder.took(result, key, over, high.origin);
      result[key] = value;
      continue;
    }
    const rule = rules.byName.get(key);
    switch (rule?.kind) {
      case "struct":
      case "map": {
        recorder.joined(result, key, over, high.origin);
        const lower = { value: beneath as Fields, origin: recorder.originOf(under, key, low.origin) };
        const higher = { value: value as Fields, origin: recorder.originOf(over, key, high.origin) };
        result[key] =
          rule.kind === "struct"
            ? mergeStruct(recorder, rule.fields, lower, higher)
            : mergeByKey(recorder, lower, higher);
        break;
      }
      case "list": {
        recorder.joined(result, key, over, high.origin);
        const items = (beneath as readonly unknown[]).concat(value as readonly unknown[]);
        recorder.concatenated(
          items,
          { items: beneath as readonly unknown[], origin: recorder.originOf(under, key, low.origin) },
          { items: value as readonly unknown[], origin: recorder.originOf(over, key, high.origin) },
        );
        result[key] = items;
        break;
      }
      case "elsewhere":
        break;
      default:
        if (overrides(value, beneath, rule?.kind === "int-or-string")) {
          recorder.took(result, key, over, high.origin);
          result[key] = value;
        } else {
          recorder.kept(result, key, over, high.origin);
        }
    }
  }
  for (const key of rules.times) {
    if (over[key] === undefined && result[key] !== undefined) {
      recorder.removed(result, key, high.origin);
      delete result[key];
    }
  }
  return result as T;
}

/** A struct {type, intVal, strVal}, merged by field: once the type says string, a number over it changes nothing visible. */
export function overrides(value: unknown, beneath: unknown, intOrString: boolean): boolean {
  if (intOrString && typeof value !== typeof beneath) return typeof value === "string";
  return value !== false && value !== 0 && value !== "";
}

function mergeByKey(recorder: Recorder, low: Sourced<Fields>, high: Sourced<Fields>): Fields {
  const result = { ...low.value };
  recorder.copied(result, low.value, low.origin);
  for (const key in high.value) {
    recorder.took(result, key, high.value, high.origin);
    result[key] = high.value[key];
  }
  return result;
}
