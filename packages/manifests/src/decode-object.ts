import { decodeKubernetes, type Result } from "@podwright/core";
import type { ManifestObject } from "./manifest-object.ts";
import { type DocumentPath, renderLocation } from "./source-location.ts";

/** Decodes an object as the Kubernetes type (`corev1.PodTemplate`); each problem says file, line and path. */
export function decodeObject<T>(type: string, object: ManifestObject): Result<T> {
  return decodeKubernetes<T>(type, object.value, placeIn(object, []), "exact");
}

/** The same for one member of the object; an absent one decodes as an empty map. */
export function decodePart<T>(type: string, object: ManifestObject<string>, name: string): Result<T> {
  return decodeKubernetes<T>(type, object.value[name] ?? {}, placeIn(object, [name]), "exact");
}

function placeIn(object: ManifestObject<string>, base: DocumentPath): (path: DocumentPath) => string {
  return (path) => renderLocation(object.locate([...base, ...path]), [...base, ...path]);
}
