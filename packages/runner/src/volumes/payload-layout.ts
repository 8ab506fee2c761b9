import type { VolumeFile } from "./volume-file.ts";

/** How a kubelet lays files out: all of them in a folder named by the time, and a link to each top-level name. */
export interface PayloadLayout {
  /** How the folder's name begins: `..2026_01_02_03_04_05`. */
  readonly stamp: string;
  /** The folders in it, parents first: `a` and `a/b` for `a/b/c`. */
  readonly folders: readonly string[];
  /** The top-level names. */
  readonly names: readonly string[];
}

/** @source pkg/volume/util/atomic_writer.go, kubernetes/kubernetes v1.34 */
export function payloadLayout(files: readonly VolumeFile[], now: Date): PayloadLayout {
  return {
    stamp: `..${now.toISOString().slice(0, 19).replace(/[-T:]/g, "_")}`,
    folders: [...new Set(files.flatMap(({ path }) => foldersOf(path)))],
    names: [...new Set(files.map(({ path }) => path.split("/")[0] ?? path))],
  };
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
