import { structType } from "../kubernetes/struct-type.ts";
import { fieldName } from "./field-name.ts";
import { findFields } from "./find-fields.ts";
import { type PathStep, parseFieldPath } from "./parse-field-path.ts";
import { type PodPlace, placeBelow, podPlace } from "./pod-place.ts";

type Path = readonly (string | number)[];

/**
 * The fields that a path written by a person means, that Kubernetes' types have and that nobody set: `nodeSelector`, `containers[main].lifecycle`.
 * The items of lists on the way must be there, and of a map that is there no key is unset: it may be misspelt.
 * @param text - of which `findFields` finds nothing
 * @returns their names; none if the types have no such field
 */
export function unsetFields(pod: object, text: string): readonly string[] {
  const steps = parseFieldPath(text);
  for (let held = steps.length - 1; held >= 0; held--) {
    for (const holders of held === 0 ? starts(pod) : [pathsOf(pod, steps.slice(0, held))]) {
      const names = holders.flatMap((holder) => unsetBelow(pod, holder, steps.slice(held)));
      if (names.length > 0) return names;
      if (held > 0 && holders.length > 0) return [];
    }
  }
  return [];
}

/** Where a path may begin: what comes first is meant. */
function starts(pod: object): readonly (readonly Path[])[] {
  const ofContainers = ["spec.initContainers[*]", "spec.containers[*]"].flatMap((list) =>
    pathsOf(pod, parseFieldPath(list)),
  );
  return [[[]], [["spec"], ["metadata"]], ofContainers];
}

function pathsOf(pod: object, steps: readonly PathStep[]): readonly Path[] {
  const texts = steps.map(({ text, bracketed }) => (bracketed ? `[${JSON.stringify(text)}]` : `.${text}`));
  const found = findFields(pod, texts.join(""));
  return found.ok ? found.value : [];
}

function unsetBelow(pod: object, holder: Path, steps: readonly PathStep[]): readonly string[] {
  const place = holder.reduce<PodPlace>((above, key) => placeBelow(above, key), podPlace(pod));
  const keys = place.type === undefined ? undefined : keysOf(place, steps);
  return keys ? [fieldName(pod, [...holder, ...keys])] : [];
}

/** The steps as the types have them; undefined if they have not. */
function keysOf(place: PodPlace, [step, ...rest]: readonly PathStep[]): Path | undefined {
  if (!step) return [];
  if (place.type !== undefined) {
    const member = structType(place.type).fields.get(step.text.toLowerCase());
    const below = member && keysOf(placeBelow(place, member.name), rest);
    return below && [member.name, ...below];
  }
  return place.field?.kind === "map" ? [[step, ...rest].map(({ text }) => text).join(".")] : undefined;
}
