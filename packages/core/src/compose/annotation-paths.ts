import { failure, type Result, success } from "../problem/problem.ts";
import { parsePath } from "./parse-path.ts";

export interface AnnotatedPath {
  readonly text: string;
  readonly segments: readonly string[];
}

/**
 * The paths of a Pod spec that an annotation lists, as a JSON list of texts.
 * @param where - which annotation it is, for the problem
 * @problems ANNOTATION_INVALID
 */
export function annotationPaths(text: string, where: string): Result<readonly AnnotatedPath[]> {
  const list = listOf(text);
  if (!list) return failure(invalid("it is no JSON list of texts", where));
  const paths: AnnotatedPath[] = [];
  for (const path of list) {
    const segments = parsePath(path);
    if (!segments) return failure(invalid(`${JSON.stringify(path)} is no path of a Pod spec`, where));
    paths.push({ text: path, segments });
  }
  return success(paths);
}

function listOf(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((each) => typeof each === "string") ? list : undefined;
  } catch {
    return undefined;
  }
}

function invalid(what: string, where: string): Parameters<typeof failure>[0] {
  return {
    code: "ANNOTATION_INVALID",
    what: `the annotation cannot be read: ${what}`,
    where,
    fix: `give a JSON list of paths, such as '["containers[main].env[FOO]", "tolerations"]'`,
  };
}
