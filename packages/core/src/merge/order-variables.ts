import type { EnvVar } from "../kubernetes/types.ts";
import { referencesOf } from "./variable-references.ts";

export interface VariableOrder {
  /** Where each variable stood before; undefined if the order stays. */
  readonly indexes: readonly number[] | undefined;
  /** Variables that refer to each other so that no order serves them, a variable that refers to itself included; empty if there are none. */
  readonly circle: readonly string[];
}

/** The order in which each variable comes after those that it refers to; otherwise they stay as they stand. Each name stands once. */
export function orderVariables(variables: readonly EnvVar[]): VariableOrder {
  const isPlain = !variables.some(({ value }) => value?.includes("$("));
  if (isPlain) return { indexes: undefined, circle: [] };
  const places = new Map(variables.map(({ name }, index): [string, number] => [name, index]));
  const indexes: number[] = [];
  const done = new Set<number>();
  const open: number[] = [];
  let circle: readonly string[] = [];
  const visit = (index: number): void => {
    if (done.has(index)) return;
    const begun = open.indexOf(index);
    if (begun >= 0) {
      if (circle.length === 0) circle = open.slice(begun).map((each) => variables[each]?.name ?? "");
      return;
    }
    open.push(index);
    for (const name of referencesOf(variables[index]?.value ?? "")) {
      const place = places.get(name);
      if (place !== undefined) visit(place);
    }
    open.pop();
    done.add(index);
    indexes.push(index);
  };
  for (const index of variables.keys()) visit(index);
  return { indexes: indexes.some((index, place) => index !== place) ? indexes : undefined, circle };
}
