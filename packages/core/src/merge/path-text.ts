/** `metadata.annotations["example.com/owner"]`, `spec.containers[0].name`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.map(stepText).join("").replace(/^\./, "");
}

/** One step as it follows others. */
export function stepText(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
