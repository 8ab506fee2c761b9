/** Whether a path's segment means the entry of this key: by the key's first part, or by all of them (`8080`, `8080/UDP`). */
export function isMeant(key: string, segment: string): boolean {
  const parts = key.split("\0").filter(Boolean);
  return parts[0] === segment || parts.join("/") === segment;
}
