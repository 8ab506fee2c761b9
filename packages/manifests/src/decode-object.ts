import { decodeKubernetes, type Problem, type Result } from "@podwright/core";
import type { ManifestObject } from "./manifest-object.ts";
import { type DocumentPath, parsePath, renderLocation } from "./source-location.ts";

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
    const path = [...base, ...pathOf(problem)];
    return { ...problem, where: renderLocation(object.locate(path), path) };
  };
  if (result.ok) return { ...result, warnings: result.warnings.map(place) };
  const [first, ...more] = result.problems;
  return { ok: false, problems: [place(first), ...more.map(place)] };
}

/** The document's root, which core gives in words, is the empty path. */
function pathOf({ where = "" }: Problem): DocumentPath {
  return where.includes(" ") ? [] : parsePath(where);
}
