/**
 * The path of a bucket or an object on the wire. Everything but unreserved characters is percent-encoded,
 * so that `c#d`, `e%41` and `ü` arrive as they are.
 * @source Amazon S3, "Signature Calculations for the Authorization Header": UriEncode
 */
export function objectPath(bucket: string, key: string): string {
  const path = key.split("/").map(encodeStrictly).join("/");
  return `/${encodeStrictly(bucket)}${key === "" ? "" : `/${path}`}`;
}

/** The query of a request, sorted and encoded as the signature wants it. */
export function queryString(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`);
  return pairs.length === 0 ? "" : `?${pairs.sort().join("&")}`;
}

function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
