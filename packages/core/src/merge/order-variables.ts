import type { EnvVar } from "../kubernetes/types.ts";
import { referencesOf } from "./variable-references.ts";

export interface VariableOrder {
  /** Where each variable stood before; undefined if the order stays, as it does where a circle leaves none that serves. */
  readonly indexes: readonly number[] | undefined;
  /** Variables that refer to each other in a circle, or one that refers to itself; empty if there are none. */
  readonly circle: readonly string[];
}

/** The order in which each variable comes after those that it refers to; otherwise they stay as they stand. Each name stands once. */
export function orderVariables(variables: readonly EnvVar[]): VariableOrder {
  if (!variables.some(({ value }) => value?.includes("$("))) return { indexes: undefined, circle: [] };
  const needs = neededPlaces(variables);
  const itself = needs.findIndex((places, index) => places.includes(index));
  const passed: number[] = needs.map(() => 0);
  const indexes: number[] = [];
  const states = new Map<number, "open" | "done">();
  for (const first of variables.keys()) {
    const path = [first];
    for (let index = path.at(-1); index !== undefined; index = path.at(-1)) {
      const places = needs[index] ?? [];
      let at = passed[index] ?? 0;
      while (at < places.length && (places[at] === index || states.get(places[at] ?? 0) === "done")) at++;
      passed[index] = at;
      const next = places[at];
      if (states.get(index) === "done" || next === undefined) {
        if (states.get(index) !== "done") indexes.push(index);
        states.set(index, "done");
        path.pop();
      } else if (states.get(next) === "open") {
        return { indexes: undefined, circle: namesOf(variables, path.slice(path.indexOf(next))) };
      } else {
        states.set(index, "open");
        path.push(next);
      }
    }
  }
  const stays = indexes.every((index, place) => index === place);
  return { indexes: stays ? undefined : indexes, circle: itself < 0 ? [] : namesOf(variables, [itself]) };
}

/** Where the variables stand that each one refers to. */
function neededPlaces(variables: readonly EnvVar[]): readonly (readonly number[])[] {
  const places = new Map(variables.map(({ name }, index): [string, number] => [name, index]));
  return variables.map(({ value }) =>
    referencesOf(value ?? "").flatMap((name) => {
      const place = places.get(name);
      return place === undefined ? [] : [place];
    }),
  );
}

function namesOf(variables: readonly EnvVar[], indexes: readonly number[]): readonly string[] {
  return indexes.map((index) => variables[index]?.name ?? "");
}
