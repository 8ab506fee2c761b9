import type { ContainerPort, EnvVar } from "../kubernetes/gen/types.ts";
import type { PodSpec } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "./draft.ts";
import type { Writable } from "./field-types.ts";
import { settleAlternatives } from "./keyed-alternatives.ts";
import { mergeKeyedList, setRule } from "./keyed-list.ts";
import { capabilityLists } from "./keyed-opposites.ts";
import { type KeyedListRule, type KeyedRule, type KeyedRules, keyedRules } from "./keyed-rules.ts";
import { orderVariables } from "./order-variables.ts";
import { type Origin, unwritten } from "./origin.ts";
import type { Listed, Recorder } from "./recorder.ts";

/**
 * Makes the lists of the draft what an API server takes: each key once, where the last entry of it counts; variables after those
 * that they refer to; of ports with one name the last keeps it.
 * @returns the variables that refer to each other in a circle, by container
 */
export function settleLists(draft: Draft, by: Origin): readonly VariableCircle[] {
  const circles: VariableCircle[] = [];
  const settling: Settling = { recorder: draft.recorder, by, circles };
  const spec = settleStruct(settling, specRules, { value: draft.spec, origin: unwritten });
  (draft as { spec: Frozen<PodSpec> }).spec = spec as Frozen<PodSpec>;
  const metadata = settleStruct(settling, metadataRules, { value: draft.metadata, origin: unwritten });
  (draft as { metadata: Writable }).metadata = metadata as Writable;
  return circles;
}

export interface VariableCircle {
  readonly container: string;
  readonly names: readonly string[];
}

const specRules = keyedRules("corev1.PodSpec");
const metadataRules = keyedRules("metav1.ObjectMeta");

interface Settling {
  readonly recorder: Recorder;
  readonly by: Origin;
  readonly circles: VariableCircle[];
}

interface Holder {
  readonly value: object;
  readonly origin: Origin;
}

/** The struct itself if nothing had to change. */
function settleStruct(settling: Settling, rules: KeyedRules, { value, origin }: Holder): object {
  const { recorder } = settling;
  const fields = value as Writable;
  let copy: Writable | undefined;
  for (const key in fields) {
    const field = fields[key];
    const rule = rules.get(key);
    if (rule === undefined || typeof field !== "object" || field === null) continue;
    const settled = settleField(settling, rule, { holder: fields, key, origin });
    if (settled === field) continue;
    if (!copy) {
      copy = { ...fields };
      recorder.copied(copy, fields, origin);
    }
    copy[key] = settled;
  }
  return copy ?? value;
}

interface Field {
  readonly holder: Writable;
  readonly key: string;
  readonly origin: Origin;
}

function settleField(settling: Settling, rule: KeyedRule, { holder, key, origin }: Field): unknown {
  const { recorder } = settling;
  const value = holder[key] as object;
  switch (rule.kind) {
    case "fields":
      return settleStruct(settling, rule.fields, { value, origin: recorder.originOf(holder, key, origin) });
    case "opposites":
      return settleStruct(settling, capabilityLists, { value, origin: recorder.originOf(holder, key, origin) });
    case "alternatives": {
      const items = value as readonly unknown[];
      return settleAlternatives(recorder, { items, origin: recorder.originOf(holder, key, origin) });
    }
    case "set":
      return eachOnce(recorder, setRule, { value, origin: recorder.originOf(holder, key, origin) }).items;
    case "keyed": {
      const listed = eachOnce(recorder, rule, { value, origin: recorder.originOf(holder, key, origin) });
      if (key === "ports") return settlePortNames(settling, listed);
      if (rule.substitutes) return settleVariables(settling, listed, String(holder.name ?? ""));
      return rule.entry ? settleEntries(settling, rule.entry, listed) : listed.items;
    }
    default:
      return value;
  }
}

/** The list itself if no key stands twice. */
function eachOnce(recorder: Recorder, rule: KeyedListRule, { value, origin }: Holder): Listed {
  const items = value as readonly unknown[];
  if (items.length < 2 || new Set(items.map(rule.keyOf)).size === items.length) return { items, origin };
  return { items: mergeKeyedList(recorder, rule, { items: [], origin }, { items, origin }), origin };
}

function settleEntries(settling: Settling, rules: KeyedRules, listed: Listed): readonly unknown[] {
  const { recorder } = settling;
  let copy: unknown[] | undefined;
  for (const [index, item] of listed.items.entries()) {
    const origin = recorder.originOf(listed.items, index, listed.origin);
    const settled = settleStruct(settling, rules, { value: item as object, origin });
    if (settled === item) continue;
    if (!copy) {
      copy = [...listed.items];
      recorder.copied(copy, listed.items, listed.origin);
    }
    copy[index] = settled;
  }
  return copy ?? listed.items;
}

function settleVariables(settling: Settling, listed: Listed, container: string): readonly unknown[] {
  const variables = listed.items as readonly EnvVar[];
  const order = orderVariables(variables);
  if (order.circle.length > 0) settling.circles.push({ container, names: order.circle });
  if (order.indexes === undefined) return variables;
  const list: unknown[] = [];
  for (const index of order.indexes) {
    settling.recorder.itemTook(list, list.length, listed, index);
    list.push(variables[index]);
  }
  return list;
}

function settlePortNames({ recorder, by }: Settling, { items, origin }: Listed): readonly unknown[] {
  const ports = items as readonly ContainerPort[];
  const taken = new Set<string>();
  let copy: ContainerPort[] | undefined;
  for (let index = ports.length - 1; index >= 0; index--) {
    const port = ports[index];
    if (!port?.name) continue;
    if (taken.has(port.name)) {
      if (!copy) {
        copy = [...ports];
        recorder.copied(copy, ports, origin);
      }
      const unnamed = { ...port };
      recorder.copied(unnamed, port, recorder.originOf(ports, index, origin));
      recorder.removed(unnamed, "name", by);
      delete unnamed.name;
      copy[index] = unnamed;
    }
    taken.add(port.name);
  }
  return copy ?? items;
}
