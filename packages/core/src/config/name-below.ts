/**
 * The name of what stands at a key or position below a place, as Go's errors and our problems write it: `plugins.k8s`, `default-tolerations[0]`.
 * @param name - of the place; empty: the root
 */
export function nameBelow(name: string, part: string | number): string {
  if (typeof part === "number") return `${name}[${part}]`;
  return name === "" ? part : `${name}.${part}`;
}
