import type { Problem } from "@podwright/core";
import { type Manifests, parsePath, renderLocation } from "@podwright/manifests";

/** Core says `DOCUMENT, PATH`: for a document of the manifests this becomes file, line and path. */
export function placeProblem(problem: Problem, manifests: Manifests): Problem {
  const [, document, path] = /^(.+), ([^ ,]+)$/.exec(problem.where ?? "") ?? [];
  if (document === undefined || path === undefined) return problem;
  const segments = parsePath(path);
  const location = manifests.locate(document, segments);
  return location ? { ...problem, where: renderLocation(location, segments) } : problem;
}
