import { posix } from "node:path";
import { failure, type Problem, type Result, resultOf, success } from "@podwright/core";
import { missingReference } from "../environment/missing-reference.ts";
import { type ObjectKind, type PodFacts, payloadOf } from "../pod-facts.ts";

/** A file of a ConfigMap or Secret volume, by its path within the volume. */
export interface VolumeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Permission bits. */
  readonly mode: number;
}

export interface PayloadVolume {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly items?: readonly { readonly key: string; readonly path: string; readonly mode?: number }[];
  /** Default: 0644. */
  readonly defaultMode?: number;
  readonly optional?: boolean;
}

/**
 * The files of a `configMap` or `secret` volume: every key, or only those of `items` under their paths. Of two items
 * with one path the later one counts.
 * @param where - the volume's place in the Pod
 * @problems POD_REFERENCE_MISSING, POD_INVALID for a path that leads out of the volume or through another file
 * @source pkg/volume/configmap/configmap.go MakePayload, kubernetes/kubernetes v1.36
 */
export function payloadFiles(facts: PodFacts, volume: PayloadVolume, where: string): Result<readonly VolumeFile[]> {
  const { kind, name, items, optional } = volume;
  const mode = volume.defaultMode ?? 0o644;
  const payload = payloadOf(facts, kind, name);
  if (!payload) return optional ? success([]) : failure(missingReference(kind, name, where));
  const files = new Map<string, VolumeFile>();
  const problems: Problem[] = [];
  const add = (path: string, place: string, file: Omit<VolumeFile, "path">) => {
    const clean = cleanPath(path);
    if (clean === null) problems.push(badPath(path, place));
    else files.set(clean, { path: clean, ...file });
  };
  if (items?.length) {
    for (const [index, item] of items.entries()) {
      const [bytes, place] = [payload.get(item.key), `${where}.items[${index}]`];
      if (bytes) add(item.path, place, { bytes, mode: item.mode ?? mode });
      else if (!optional) problems.push(missingReference(kind, name, place, item.key));
    }
  } else for (const [key, bytes] of payload) add(key, where, { bytes, mode });
  return resultOf([...files.values()], [...problems, ...throughFiles([...files.keys()], where)]);
}

/** Without doubled slashes and the like; null when it is no path of a file below the volume. */
function cleanPath(path: string): string | null {
  const clean = posix.normalize(path);
  const isFile = clean !== "." && !clean.endsWith("/") && !clean.includes("\0");
  return isFile && !clean.startsWith("/") && !clean.startsWith("..") && !path.split("/").includes("..") ? clean : null;
}

/** @source pkg/apis/core/validation/validation.go validateLocalNonReservedPath, kubernetes/kubernetes v1.36 */
function badPath(path: string, where: string): Problem {
  return {
    code: "POD_INVALID",
    what: `${JSON.stringify(path)} is no path of a file in a volume`,
    where,
    fix: "write it relative to the volume's root, without `..`",
  };
}

function throughFiles(paths: readonly string[], where: string): readonly Problem[] {
  return paths
    .filter((path) => paths.some((other) => other.startsWith(`${path}/`)))
    .map((path) => ({
      code: "POD_INVALID",
      what: `${path} would be a file and a folder of the volume at once`,
      where,
      fix: "give one of the two another path",
    }));
}
