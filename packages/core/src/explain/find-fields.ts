import { didYouMean } from "../problem/did-you-mean.ts";
import { failure, type Problem, type Result, success } from "../problem/problem.ts";
import { fieldName } from "./field-name.ts";
import { type PathStep, parseFieldPath } from "./parse-field-path.ts";
import { isObject, itemNames, type PodPlace, placeBelow, podPlace } from "./pod-place.ts";

type Path = readonly (string | number)[];

/**
 * The fields of a Pod that a path written by a person means: from the Pod's root, else below `spec` or `metadata`, else wherever it fits
 * (`env[FOO]`). Items of lists go by name, position or `*`; upper and lower case count alike.
 * @returns at least one path, in the Pod's order; all that stands below it is meant
 * @problems FIELD_NOT_FOUND
 */
export function findFields(pod: object, text: string): Result<readonly Path[]> {
  const steps = parseFieldPath(text);
  if (steps.length === 0) return failure(notFound(pod, text, "it names no field"));
  const root: Found = { place: podPlace(pod), path: [] };
  const under = ["spec", "metadata"].map((key): Found => below(root, key));
  for (const starts of [[root], under, everywhere(root)]) {
    const found = starts.flatMap((start) => follow(start, steps));
    if (found.length > 0) return success(found.map(({ path }) => path));
  }
  return failure(missing(pod, text, steps, [root, ...under, ...everywhere(root)]));
}

interface Found {
  readonly place: PodPlace;
  readonly path: Path;
}

function below({ place, path }: Found, key: string | number): Found {
  return { place: placeBelow(place, key), path: [...path, key] };
}

function follow(start: Found, steps: readonly PathStep[]): readonly Found[] {
  const [step, ...rest] = steps;
  if (!step) return [start];
  const { value } = start.place;
  if (!isObject(value)) return [];
  if (Array.isArray(value))
    return matchingItems(start.place, step).flatMap((index) => follow(below(start, index), rest));
  return membersOf(value, steps).flatMap(({ key, taken }) => follow(below(start, key), steps.slice(taken)));
}

function matchingItems(list: PodPlace, { text, bracketed }: PathStep): readonly number[] {
  const names = itemNames(list);
  const all = (list.value as readonly unknown[]).map((item, index) => ({ item, index }));
  const named = all.filter(({ item, index }) => same(names[index], text) || bears(item, list, text));
  const chosen =
    named.length > 0 ? named : all.filter(({ index }) => String(index) === text || (bracketed && text === "*"));
  return chosen.map(({ index }) => index);
}

/** Also of several items with one name, none of which has it for itself. */
function bears(item: unknown, { field }: PodPlace, text: string): boolean {
  const key = field?.patchMergeKey;
  return key !== undefined && isObject(item) && same(item[key], text);
}

/** Keys of maps may hold dots: `annotations.example.com/owner` is one member of the annotations. */
function membersOf(
  value: Readonly<Record<string, unknown>>,
  steps: readonly PathStep[],
): readonly { readonly key: string; readonly taken: number }[] {
  const keys = Object.keys(value);
  const texts = steps.map(({ text }) => text);
  for (let taken = 1; taken <= steps.length; taken++) {
    if (taken > 1 && steps[taken - 1]?.bracketed) break;
    const wanted = texts.slice(0, taken).join(".");
    const matching = keys.includes(wanted) ? [wanted] : keys.filter((key) => same(key, wanted));
    if (matching.length > 0) return matching.map((key) => ({ key, taken }));
  }
  return steps[0]?.bracketed && texts[0] === "*" ? keys.map((key) => ({ key, taken: 1 })) : [];
}

function same(name: unknown, text: string): boolean {
  return (typeof name === "string" || typeof name === "number") && String(name).toLowerCase() === text.toLowerCase();
}

function everywhere(start: Found): readonly Found[] {
  const { value } = start.place;
  if (!isObject(value)) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.map((key) => below(start, key)).flatMap((each) => [each, ...everywhere(each)]);
}

function missing(pod: object, text: string, steps: readonly PathStep[], starts: readonly Found[]): Problem {
  for (let length = steps.length - 1; length > 0; length--) {
    const [deepest] = starts.flatMap((start) => follow(start, steps.slice(0, length)));
    const next = steps[length];
    if (!deepest || !next) continue;
    const known = namesBelow(deepest.place);
    const meant = didYouMean(next.text, known);
    const reason = `${fieldName(pod, deepest.path)} has no ${next.text}`;
    return notFound(pod, text, reason, meant ? `did you mean ${meant}?` : onlyThere(known));
  }
  const first = steps[0]?.text ?? "";
  const names = new Set(starts.flatMap(({ place }) => namesBelow(place)));
  const meant = didYouMean(first, [...names]);
  return notFound(pod, text, `no field of the Pod is called ${first}`, meant && `did you mean ${meant}?`);
}

function namesBelow(place: PodPlace): readonly string[] {
  if (!isObject(place.value)) return [];
  if (!Array.isArray(place.value)) return Object.keys(place.value);
  return itemNames(place).map((name, index) => name ?? String(index));
}

function onlyThere(names: readonly string[]): string {
  if (names.length === 0) return "nothing stands below it: leave the rest away";
  const [shown, more] = [names.slice(0, 8), names.length - 8];
  return `there ${names.length === 1 ? "is" : "are"} ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function notFound(pod: object, text: string, reason: string, fix?: string): Problem {
  return {
    code: "FIELD_NOT_FOUND",
    what: `the Pod has no field ${text}: ${reason}`,
    fix: fix ?? `name a field below ${Object.keys(pod).join(", ")}, such as spec.containers[0].image`,
  };
}
