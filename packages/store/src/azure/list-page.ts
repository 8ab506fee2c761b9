import { readXml, type XmlFields } from "../xml-fields.ts";

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

const open = "<Blob>";
const close = "</Blob>";

/**
 * Reads an answer to List Blobs; null when it is none. Azure says much of each blob, so they are read one after the other:
 * 2,000 of them as one tree took 18 MiB.
 */
export async function readListPage(document: string): Promise<ListPage | null> {
  const start = document.indexOf(open);
  const end = start < 0 ? start : document.lastIndexOf(close) + close.length;
  const around = start < 0 ? document : document.slice(0, start) + document.slice(end);
  const page = await readXml(around.replace(/^\uFEFF/, ""), "EnumerationResults");
  if (page?.all("Blobs").length !== 1) return null;
  const blobs: ListedBlob[] = [];
  for (let at = start; at < end; ) {
    const next = document.indexOf(close, at) + close.length;
    const fields = await readXml(document.slice(at, next), "Blob");
    const blob = fields && blobOf(fields);
    if (!blob) return null;
    blobs.push(blob);
    at = next;
  }
  const nextMarker = page.text("NextMarker");
  return { blobs, ...(nextMarker !== "" && { nextMarker }) };
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
