import { readXml, type XmlFields } from "../s3/xml-fields.ts";

/** One page of a container's listing. */
export interface ListPage {
  readonly blobs: readonly ListedBlob[];
  /** Absent on the last page. */
  readonly nextMarker?: string;
}

interface ListedBlob {
  readonly key: string;
  readonly sizeBytes: number;
  /** Set by accounts with a hierarchical namespace, where a folder is listed as an empty blob. */
  readonly isFolder: boolean;
}

/** Reads an answer to List Blobs; null when it is none. */
export async function readListPage(document: string): Promise<ListPage | null> {
  const root = await readXml(document.replace(/^\uFEFF/, ""), "EnumerationResults");
  const [blobs] = root?.all("Blobs") ?? [];
  if (!root || !blobs) return null;
  const listed = blobs.all("Blob").map(blobOf);
  if (!listed.every((blob) => blob !== null)) return null;
  const nextMarker = root.text("NextMarker");
  return { blobs: listed, ...(nextMarker !== "" && { nextMarker }) };
}

function blobOf(fields: XmlFields): ListedBlob | null {
  const [properties] = fields.all("Properties");
  const key = fields.text("Name");
  const size = properties?.text("Content-Length") ?? "";
  if (key === "" || !/^\d+$/.test(size)) return null;
  const [metadata] = fields.all("Metadata");
  const isFolder =
    properties?.text("ResourceType") === "directory" || metadata?.text("hdi_isfolder").toLowerCase() === "true";
  return { key, sizeBytes: Number(size), isFolder };
}
