import { readXml, type XmlFields } from "../xml-fields.ts";

/** One page of a bucket's listing. */
export interface ListPage {
  readonly objects: readonly ListedObject[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
}

/**
 * Reads an answer to ListObjectsV2; null when it is none.
 * Keys may come url-encoded (`encoding-type=url`), because XML cannot hold every character that a key can.
 */
export async function readListPage(document: string): Promise<ListPage | null> {
  const root = await readXml(document, "ListBucketResult");
  if (!root) return null;
  const decode = root.text("EncodingType") === "url" ? decodeKey : (key: string) => key;
  const objects = root.all("Contents").map((object) => objectOf(object, decode));
  if (!objects.every(isComplete)) return null;
  if (root.text("IsTruncated") !== "true") return { objects };
  const nextToken = root.text("NextContinuationToken");
  return nextToken === "" ? null : { objects, nextToken };
}

function objectOf(fields: XmlFields, decode: (key: string) => string | null): Partial<ListedObject> {
  const key = decode(fields.text("Key"));
  const size = fields.text("Size");
  return { ...(key && { key }), ...(/^\d+$/.test(size) && { sizeBytes: Number(size) }) };
}

function isComplete(object: Partial<ListedObject>): object is ListedObject {
  return object.key !== undefined && object.sizeBytes !== undefined;
}

function decodeKey(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}
