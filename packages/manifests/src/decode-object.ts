import { decodeKubernetes, type Problem, type Result } from "@podwright/core";
import type { ManifestObject } from "./manifest-object.ts";
import { type DocumentPath, renderLocation } from "./source-location.ts";

/** Decodes an object as the Kubernetes type (`corev1.PodTemplate`); each problem says file, line and path. */
export function decodeObject<T>(type: string, object: ManifestObject): Result<T> {
  return placed(decodeKubernetes<T>(type, object.value), object, []);
}

/** The same for the value at a path of the object. */
export function decodePart<T>(type: string, object: ManifestObject, name: string): Result<T> {
  return placed(decodeKubernetes<T>(type, object.value[name] ?? {}), object, [name]);
}

/** Core says where in the value a problem is; this adds where in which file that is. */
function placed<T>(result: Result<T>, object: ManifestObject, base: DocumentPath): Result<T> {
  const place = (problem: Problem): Problem => {
    const path = [...base, ...parsePath(problem.where ?? "")];
    return { ...problem, where: renderLocation(object.locate(path), path) };
  };
  if (result.ok) return { ...result, warnings: result.warnings.map(place) };
  const [first, ...more] = result.problems;
  return { ok: false, problems: [place(first), ...more.map(place)] };
}

/** Takes `spec.containers[0].env` apart; the document's root, which core gives in words, is the empty path. */
function parsePath(path: string): DocumentPath {
  if (path.includes(" ")) return [];
  const segments = path.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g);
  return [...segments].map(([, index, key, name]) => (index === undefined ? (key ?? name ?? "") : Number(index)));
}
