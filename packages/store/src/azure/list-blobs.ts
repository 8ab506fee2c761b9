import { valueOrThrow } from "@podwright/core";
import type { BlobCallOptions, BlobEntry } from "../blob-store.ts";
import { formatBlobUri, parseBlobUri } from "../blob-uri.ts";
import type { AzureClient } from "./azure-client.ts";
import { folderOf } from "./blob-target.ts";
import { invalidAnswer } from "./invalid-answer.ts";
import { readListPage } from "./list-page.ts";

/**
 * Every blob below a folder, in Azure's order, 5,000 to a request. Folders of a hierarchical namespace are listed as
 * consoles mark them elsewhere: an empty blob whose name ends in a slash.
 * @problems STORE_RESPONSE_INVALID, BUCKET_MISSING and every other of a request
 */
export async function* listBlobs(
  client: AzureClient,
  folderUri: string,
  options?: BlobCallOptions,
): AsyncGenerator<BlobEntry, void, undefined> {
  const { container, key } = folderOf(folderUri, client.account);
  const root = formatBlobUri({ ...valueOrThrow(parseBlobUri(folderUri)), key: "" });
  const prefix = key === "" ? "" : `${key}/`;
  const query = {
    ...{ restype: "container", comp: "list", include: "metadata", maxresults: "5000" },
    ...(prefix && { prefix }),
  };
  const seenMarkers = new Set<string>();
  for (let marker: string | undefined = ""; marker !== undefined; ) {
    const answer = await client.text(
      { method: "GET", uri: folderUri, target: { container, key: "" }, query: { ...query, ...(marker && { marker }) } },
      options,
    );
    const page = await readListPage(answer);
    const isListing = page?.blobs.every((blob) => blob.key.startsWith(prefix));
    if (!page || !isListing || seenMarkers.has(page.nextMarker ?? "")) {
      throw invalidAnswer("its listing", folderUri);
    }
    for (const { key: found, sizeBytes, isFolder } of page.blobs) {
      if (found === prefix) continue;
      const name = isFolder && !found.endsWith("/") ? `${found}/` : found;
      yield { uri: `${root}/${name}`, name: name.slice(prefix.length), sizeBytes };
    }
    marker = page.nextMarker;
    if (marker !== undefined) seenMarkers.add(marker);
  }
}
