import { documents } from "../compose/documents.ts";
import type { TaskTemplate } from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import { unwritten } from "../merge/origin.ts";
import type { ExplainedField, LostValue } from "./explanation.ts";
import { leavesBelow } from "./leaves-below.ts";
import { isObject } from "./pod-place.ts";
import { sourceKey, sourcesOf } from "./sources-of.ts";

type Path = readonly (string | number)[];

/**
 * The zeros of a task's own Pod spec (`hostNetwork: false`) in whose place another layer's value stands: in Go they cannot be told from absence,
 * so decoding drops them and the other value counts. Where nothing stands in their place nothing is lost.
 */
export function untakenZeros(fields: readonly ExplainedField[], task: TaskTemplate): readonly LostValue[] {
  const { path: start, spec } = ownPodSpec(task);
  if (!fields.some(({ origin: { source } }) => source && isBelow(source.document, source.path, start))) return [];
  const told = sourcesOf(fields);
  const placesInPod = holderPlaces(fields);
  const { layer } = fields.find(({ origin }) => origin.source?.document === documents.task)?.origin ?? unwritten;
  return leavesBelow(spec, start).flatMap(({ path, value }): readonly LostValue[] => {
    if (!isZero(value) || told.has(sourceKey(documents.task, path))) return [];
    const holder = placesInPod.get(sourceKey(documents.task, path.slice(0, -1)));
    const key = path.at(-1);
    if (!holder || key === undefined) return [];
    const field = fields.find((each) => [...holder, key].every((step, index) => each.path[index] === step));
    if (!field) return [];
    const origin = { layer, source: { document: documents.task, path } };
    const instead = { value: field.value, origin: field.origin };
    return [{ name: field.name, path: field.path, value, origin, reason: "zero-value", instead }];
  });
}

/** The Pod spec that a task states itself: its target, or what old clients keep in `custom`. */
function ownPodSpec({ target, custom }: TaskTemplate): { readonly path: Path; readonly spec: unknown } {
  if (target.case === "k8sPod") return { path: ["k8sPod", "podSpec"], spec: target.value.podSpec };
  const job = Object.entries(custom ?? {}).find(([key, value]) => key.toLowerCase() === "podspec" && isObject(value));
  return job ? { path: ["custom", "podSpec"], spec: job[1] } : { path: ["custom"], spec: custom };
}

function isBelow(document: string, path: Path, start: Path): boolean {
  return document === documents.task && start.every((key, index) => path[index] === key);
}

function isZero(value: unknown): boolean {
  return value === false || value === 0 || value === "";
}

/** Where in the Pod the objects of the task's document ended up, told by those of their fields that did. */
function holderPlaces(fields: readonly ExplainedField[]): ReadonlyMap<string, Path> {
  const places = new Map<string, Path>();
  for (const { path, origin, overrode } of fields) {
    for (const { source } of [origin, ...overrode.map((loser) => loser.origin)]) {
      if (source?.document !== documents.task) continue;
      for (let shared = 1; shared <= path.length && source.path.at(-shared) === path.at(-shared); shared++) {
        places.set(sourceKey(documents.task, source.path.slice(0, -shared)), path.slice(0, -shared));
      }
    }
  }
  return places;
}
