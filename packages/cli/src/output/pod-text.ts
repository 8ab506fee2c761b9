import type { Pod } from "@podwright/core";
import { stringify } from "yaml";

export type PodFormat = "yaml" | "json";

/**
 * A Pod as kubectl takes it. YAML is quoted for YAML 1.1, as kubectl reads it; strings of several lines stand as blocks,
 * long ones on one line, and nothing is an alias.
 */
export function renderPod(pod: Pod, format: PodFormat): string {
  const { apiVersion: _, kind: __, status: ___, ...rest } = pod;
  const object = { apiVersion: "v1", kind: "Pod", ...rest };
  if (format === "json") return `${JSON.stringify(object, null, 2)}\n`;
  return stringify(object, { version: "1.1", aliasDuplicateObjects: false, lineWidth: 0 });
}
