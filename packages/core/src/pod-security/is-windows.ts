import type { PodSpec } from "../kubernetes/types.ts";

/** Windows Pods cannot set what three checks of `restricted` demand, and are let off. */
export function isWindows(spec: PodSpec): boolean {
  return spec.os?.name === "windows";
}
