import { isScalar } from "yaml";

/** The text of a scalar; undefined for a list or a map. */
export function writtenText(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === "string" ? node.value : node.source;
}
