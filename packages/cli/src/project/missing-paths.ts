import { access } from "node:fs/promises";
import type { Problem } from "@podwright/core";
import { type DocumentPath, type ParsedProject, renderLocation } from "@podwright/manifests";

type PathKey = "manifests" | "tasks" | "config" | "execution";

/**
 * The paths of a project's file that lead nowhere, each with its line; patterns of config files are not looked at.
 * @param taken - the keys that count; absent or false: a flag stands in its place, or the verb does not need it
 * @problems PROJECT_INVALID
 */
export async function missingPaths(
  { project, locate }: ParsedProject,
  taken: Readonly<Partial<Record<PathKey, boolean>>>,
): Promise<readonly Problem[]> {
  const paths = (["config", "manifests", "tasks", "execution"] as const).flatMap((key): readonly PlacedPath[] => {
    const value = taken[key] ? project[key] : undefined;
    if (value === undefined) return [];
    return typeof value === "string"
      ? [{ key, path: value, at: [key] }]
      : value.map((path, index) => ({ key, path, at: [key, index] }));
  });
  const found = await Promise.all(paths.map(({ key, path }) => (key === "config" && isPattern(path)) || exists(path)));
  return paths
    .filter((_, index) => !found[index])
    .map(({ key, path, at }) => ({
      code: "PROJECT_INVALID",
      what: `${key} names ${path}, which does not exist`,
      where: renderLocation(locate(at), at),
      fix: "correct the path, which is relative to this file, or take it out",
    }));
}

interface PlacedPath {
  readonly key: PathKey;
  readonly path: string;
  readonly at: DocumentPath;
}

function isPattern(path: string): boolean {
  return /[*?[\\]/.test(path);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
