import type { EnvVar } from "../kubernetes/types.ts";

/**
 * The variables that a value refers to as `$(NAME)`; `$$` is a dollar and begins none.
 * @source third_party/forked/golang/expansion Expand, k8s.io/kubernetes v1.34.1
 */
export function referencesOf(value: string): readonly string[] {
  if (!value.includes("$(")) return [];
  return [...value.matchAll(reference)].map((match) => match[1]).filter((name) => name !== undefined);
}

/**
 * A variable that refers to itself takes in the literal value that a lower layer gives it; the variable itself where it does not, or where the
 * lower one is no literal: it has a source, or refers to itself too.
 */
export function withLiteralTakenIn(variable: EnvVar, beneath: EnvVar): EnvVar {
  const { name, value } = variable;
  const literal = beneath.valueFrom ? undefined : beneath.value;
  if (value === undefined || literal === undefined) return variable;
  if (!referencesOf(value).includes(name) || referencesOf(literal).includes(name)) return variable;
  return { ...variable, value: value.replace(reference, (all, referred) => (referred === name ? literal : all)) };
}

const reference = /\$\$|\$\(([^)]*)\)/g;
