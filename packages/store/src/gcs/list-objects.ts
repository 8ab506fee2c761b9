import type { BlobCallOptions, BlobEntry } from "../blob-store.ts";
import type { GcsClient } from "./gcs-client.ts";
import { folderOf, listPath, withQuery } from "./gcs-paths.ts";
import { invalidAnswer } from "./invalid-answer.ts";

interface ListPage {
  readonly objects: readonly { readonly key: string; readonly sizeBytes: number }[];
  readonly nextToken?: string;
}

/**
 * Every object below a folder, in the order of their keys, a thousand to a request.
 * @problems STORE_RESPONSE_INVALID, BUCKET_MISSING and every other of a request
 */
export async function* listObjects(
  client: GcsClient,
  folderUri: string,
  options?: BlobCallOptions,
): AsyncGenerator<BlobEntry, void, undefined> {
  const { bucket, key } = folderOf(folderUri);
  const prefix = key === "" ? "" : `${key}/`;
  const query = { maxResults: "1000", fields: "items(name,size),nextPageToken", ...(prefix && { prefix }) };
  const seenTokens = new Set<string>();
  for (let token: string | undefined = ""; token !== undefined; ) {
    const path = withQuery(listPath(bucket), { ...query, ...(token && { pageToken: token }) });
    const answer = await client.text({ method: "GET", uri: folderUri, bucket, path, misses: "bucket" }, options);
    const page = readListPage(answer);
    const isListing = page?.objects.every((object) => object.key.startsWith(prefix));
    if (!page || !isListing || seenTokens.has(page.nextToken ?? "")) throw invalidAnswer("its listing", folderUri);
    for (const { key: found, sizeBytes } of page.objects) {
      if (found === prefix) continue;
      yield { uri: `gs://${bucket}/${found}`, name: found.slice(prefix.length), sizeBytes };
    }
    token = page.nextToken;
    if (token !== undefined) seenTokens.add(token);
  }
}

/** Null when the text is no page of a listing. */
function readListPage(text: string): ListPage | null {
  let page: { readonly items?: unknown; readonly nextPageToken?: unknown } | null;
  try {
    page = JSON.parse(text) as typeof page;
  } catch {
    return null;
  }
  const { items = [], nextPageToken } = page ?? { items: null };
  if (!Array.isArray(items) || (nextPageToken !== undefined && typeof nextPageToken !== "string")) return null;
  const objects: { key: string; sizeBytes: number }[] = [];
  for (const { name, size } of items as readonly Readonly<Record<string, unknown>>[]) {
    if (typeof name !== "string" || typeof size !== "string" || !/^\d+$/.test(size)) return null;
    objects.push({ key: name, sizeBytes: Number(size) });
  }
  return { objects, ...(nextPageToken && { nextToken: nextPageToken }) };
}
