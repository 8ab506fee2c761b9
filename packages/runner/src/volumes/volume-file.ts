import { posix } from "node:path";
import { type Problem, type Result, resultOf } from "@podwright/core";

/** A file of a volume whose contents the Pod's objects decide, by its path within the volume. */
export interface VolumeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Permission bits. */
  readonly mode: number;
}

/** A file as it is asked for: its path is not checked yet. */
export interface WantedFile extends VolumeFile {
  /** Where in the Pod it is asked for. */
  readonly where: string;
}

/** What a source of a volume comes to. */
export interface WantedFiles {
  readonly files: readonly WantedFile[];
  readonly problems: readonly Problem[];
}

/**
 * The files of a volume. Of two with one path the later one counts.
 * @param where - the volume's place in the Pod
 * @problems POD_INVALID for a path that leads out of the volume or through another file
 * @source pkg/apis/core/validation/validation.go validateLocalNonReservedPath, kubernetes/kubernetes v1.34
 */
export function volumeFiles(wanted: WantedFiles, where: string): Result<readonly VolumeFile[]> {
  const files = new Map<string, VolumeFile>();
  const problems: Problem[] = [...wanted.problems];
  for (const { where: place, ...file } of wanted.files) {
    const path = cleanPath(file.path);
    if (path === null) problems.push(badPath(file.path, place));
    else files.set(path, { ...file, path });
  }
  return resultOf([...files.values()], [...problems, ...throughFiles([...files.keys()], where)]);
}

/** Without doubled slashes and the like; null when it is no path of a file below the volume. */
function cleanPath(path: string): string | null {
  const clean = posix.normalize(path);
  const isFile = clean !== "." && !clean.endsWith("/") && !clean.includes("\0");
  return isFile && !clean.startsWith("/") && !clean.startsWith("..") && !path.split("/").includes("..") ? clean : null;
}

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
