import { statSync } from "node:fs";
import { type Mount, makeInside } from "../volumes/resolve-mounts.ts";
import type { RootTree } from "./root-tree.ts";

/**
 * The mounts in the order in which they are made, parents first. Their mount points are made in `tree`, or in the volume
 * that another mount lies in. Throws where one cannot be made.
 */
export function placeMounts(tree: RootTree, wanted: readonly Mount[]): readonly Mount[] {
  const placed: Mount[] = [];
  for (const mount of wanted.toSorted((a, b) => depth(a.target) - depth(b.target))) {
    const kind = statSync(mount.source).isDirectory() ? "folder" : "file";
    const outer = placed.findLast(({ target }) => mount.target.startsWith(`${target}/`));
    if (outer) {
      if (kind === "folder") makeInside(outer.source, mount.target.slice(outer.target.length));
      placed.push(mount);
    } else if (mount.target.startsWith("/dev/")) placed.push(mount);
    else placed.push({ ...mount, target: tree.mountPoint(mount.target, kind) });
  }
  return placed;
}

function depth(path: string): number {
  return path.split("/").length;
}
