import { fieldNames } from "../explain/field-name.ts";
import { isObject } from "../explain/pod-place.ts";
import type { Pod } from "../kubernetes/types.ts";

interface Capture {
  readonly text: string;
  /** What the field is called in which it stands. */
  readonly field: string;
}

/**
 * Reads off what stands in one Pod where the other has marks. Items of lists are the same by their names, mounts by their paths, others by position.
 * Where several places tell, one that is the mark and nothing else tells best, then the first.
 * @param marks - texts that nothing else in the Pod holds
 */
export function captureMarkers(
  composed: Pod,
  live: Pod,
  marks: readonly string[],
): { readonly found: ReadonlyMap<string, Capture>; readonly held: ReadonlySet<string> } {
  const found = new Map<string, Capture & { readonly isWhole: boolean }>();
  const held = new Set<string>();
  const nameOf = fieldNames(live);
  const anyMark = new RegExp(`(${marks.join("|")})`);
  visit(composed, live, []);
  return { found, held };

  function visit(given: unknown, standing: unknown, path: readonly (string | number)[]): void {
    if (typeof given === "string") capture(given, standing, path);
    else if (Array.isArray(given)) {
      for (const [index, item] of given.entries()) {
        const other = counterpart(item, index, standing);
        visit(item, (standing as readonly unknown[] | undefined)?.[other], [...path, other]);
      }
    } else if (isObject(given)) {
      for (const [key, value] of Object.entries(given))
        visit(value, isObject(standing) ? standing[key] : undefined, [...path, key]);
    }
  }

  function capture(given: string, standing: unknown, path: readonly (string | number)[]): void {
    const parts = given.split(anyMark);
    if (parts.length === 1) return;
    const own = parts.filter((_, index) => index % 2 === 1);
    for (const mark of own) held.add(mark);
    if (typeof standing !== "string") return;
    const pattern = parts.map((part, index) => patternOf(part, index, own)).join("");
    const match = new RegExp(`^${pattern}$`, "s").exec(standing);
    for (const mark of match ? own : []) {
      const text = match?.[own.indexOf(mark) + 1] ?? "";
      const isWhole = own.length === 1 && given === mark;
      const before = found.get(mark);
      if (text !== "" && (!before || (isWhole && !before.isWhole)))
        found.set(mark, { text, field: nameOf(path), isWhole });
    }
  }
}

/** A mark that comes again stands for the same text; each has a group, so that groups and marks have the same places. */
function patternOf(part: string, index: number, own: readonly string[]): string {
  if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const place = (index - 1) / 2;
  const first = own.indexOf(part);
  return first < place ? `(\\${first + 1})` : "(.*?)";
}

function counterpart(item: unknown, index: number, standing: unknown): number {
  if (!Array.isArray(standing) || !isObject(item)) return index;
  const key = ["mountPath", "name"].find((each) => typeof item[each] === "string");
  if (key === undefined) return index;
  const found = standing.findLastIndex((other: unknown) => isObject(other) && other[key] === item[key]);
  return found === -1 ? standing.length : found;
}
