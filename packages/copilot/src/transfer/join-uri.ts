/** A key below a prefix, with exactly one slash between them. Nothing is encoded. */
export function joinUri(prefix: string, name: string): string {
  return `${prefix.replace(/\/+$/, "")}/${name}`;
}
