import type { BlobReading } from "../blob-store.ts";
import type { Answer } from "../transport/answer.ts";

type Headers = Answer["headers"];

/**
 * What tells this content from another one at the same address: a strong ETag, or a Last-Modified that is a second older
 * than the answer. Nothing else is sure enough to put two answers together.
 * @source RFC 9110, sections 8.8.1 and 8.8.2.2
 */
export function versionOf({ etag, "last-modified": modified, date }: Headers): Pick<BlobReading, "version"> {
  if (typeof etag === "string" && etag.startsWith('"')) return { version: etag };
  const ageMs = Date.parse(String(date)) - Date.parse(String(modified));
  return typeof modified === "string" && ageMs >= 1000 ? { version: modified } : {};
}

/** The headers that ask for a version and no other. */
export function versionHeaders(version: string): Readonly<Record<string, string>> {
  return version.startsWith('"') ? { "if-match": version } : { "if-unmodified-since": version };
}
