import type { BlobCallOptions, BlobEntry } from "../blob-store.ts";
import { invalidAnswer } from "./invalid-answer.ts";
import { readListPage } from "./list-page.ts";
import { folderOf } from "./object-target.ts";
import type { S3Client } from "./s3-client.ts";

/**
 * Every object below a folder, in S3's order, a thousand to a request.
 * @problems STORE_RESPONSE_INVALID, BUCKET_MISSING and every other of a request
 */
export async function* listObjects(
  client: S3Client,
  folderUri: string,
  options?: BlobCallOptions,
): AsyncGenerator<BlobEntry, void, undefined> {
  const { bucket, key } = folderOf(folderUri);
  const prefix = key === "" ? "" : `${key}/`;
  const query = { "list-type": "2", "max-keys": "1000", "encoding-type": "url", ...(prefix && { prefix }) };
  const seenTokens = new Set<string>();
  for (let token: string | undefined = ""; token !== undefined; ) {
    const answer = await client.text(
      {
        method: "GET",
        uri: folderUri,
        bucket,
        key: "",
        query: { ...query, ...(token && { "continuation-token": token }) },
      },
      options,
    );
    const page = await readListPage(answer);
    const isListing = page?.objects.every((object) => object.key.startsWith(prefix));
    if (!page || !isListing || seenTokens.has(page.nextToken ?? "")) throw invalidAnswer("its listing", folderUri);
    for (const { key: found, sizeBytes } of page.objects) {
      if (found === prefix) continue;
      yield { uri: `s3://${bucket}/${found}`, name: found.slice(prefix.length), sizeBytes };
    }
    token = page.nextToken;
    if (token !== undefined) seenTokens.add(token);
  }
}
