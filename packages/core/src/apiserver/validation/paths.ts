import { invalid, type Refusals, when } from "./refusal.ts";

/**
 * Refuses a path that is absolute or climbs.
 * @source pkg/apis/core/validation/validation.go validateLocalDescendingPath, Kubernetes v1.34.1
 */
export function badDescendingPath(field: string, path: string): Refusals {
  return [...when(path.startsWith("/"), invalid(field, path, "must be a relative path")), ...climbingPath(field, path)];
}

/** @source pkg/apis/core/validation/validation.go validatePathNoBacksteps, Kubernetes v1.34.1 */
export function climbingPath(field: string, path: string): Refusals {
  return when(path.split("/").includes(".."), invalid(field, path, "must not contain '..'"));
}

/**
 * Refuses a path of a projected file, which besides may not begin like the kubelet's own `..data`.
 * @source pkg/apis/core/validation/validation.go ValidateLocalNonReservedPath, Kubernetes v1.34.1
 */
export function badProjectedPath(field: string, path: string): Refusals {
  const reserved = path.startsWith("..") && !path.startsWith("../");
  return [...badDescendingPath(field, path), ...when(reserved, invalid(field, path, "must not start with '..'"))];
}
