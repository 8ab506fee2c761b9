import type { LostValue } from "./explanation.ts";
import { findFields } from "./find-fields.ts";

type Path = readonly (string | number)[];

/**
 * Whether a path that a person wrote means a value for which the Pod has no field: it, what holds it, or something in it. It is looked for as if the
 * value's own document were the Pod, so containers and variables go by their names there, too.
 */
export function isLostUnder({ origin: { source }, value }: LostValue, text: string): boolean {
  if (!source) return false;
  const path = source.path[0] === "template" ? source.path.slice(1) : source.path;
  const found = findFields(holding(path, value), text);
  return found.ok && found.value.some((each) => startsWith(each, path) || startsWith(path, each));
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
