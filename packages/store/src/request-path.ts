/**
 * The path of a container or a blob in it on the wire. Everything but unreserved characters is percent-encoded,
 * so that `c#d`, `e%41` and `ü` arrive as they are.
 * @param key - empty for the container itself
 * @source Amazon S3, "Signature Calculations for the Authorization Header": UriEncode
 */
export function requestPath(container: string, key: string): string {
  const path = key.split("/").map(encodeStrictly).join("/");
  return `/${encodeStrictly(container)}${key === "" ? "" : `/${path}`}`;
}

/** The query of a request, sorted and encoded as S3's signature wants it; empty, or with its question mark. */
export function queryString(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`);
  return pairs.length === 0 ? "" : `?${pairs.sort().join("&")}`;
}

export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
