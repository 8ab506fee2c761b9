import type { DocumentPlace } from "../merge/origin.ts";
import type { LostValue } from "./explanation.ts";
import { findFields } from "./find-fields.ts";

type Path = readonly (string | number)[];

/**
 * What a path that a person wrote means of a value for which the Pod has no field: the value, what holds it, or something in it. It is looked for as if the
 * value's own document were the Pod, so containers and variables go by their names there, too.
 * @returns its place in the value's document, or the value's own where more is meant; undefined if the path means something else
 */
export function findLost({ origin: { source }, value }: LostValue, text: string): DocumentPlace | undefined {
  if (!source) return undefined;
  const [root, ...rest] = source.path;
  const path = root === "template" ? rest : source.path;
  const found = findFields(holding(path, value), text);
  const meant = found.ok && found.value.find((each) => startsWith(each, path) || startsWith(path, each));
  if (!meant) return undefined;
  return { document: source.document, path: [...source.path, ...meant.slice(path.length)] };
}

/** An object that has nothing but a value at a path; lists have nothing before it. */
function holding(path: Path, value: unknown): object {
  const whole = path.reduceRight((below, key) => {
    if (typeof key !== "number") return { [key]: below };
    return [...new Array<undefined>(key).fill(undefined), below];
  }, value);
  return Object(whole);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key);
}
