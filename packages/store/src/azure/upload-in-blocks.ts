import { randomBytes } from "node:crypto";
import type { BlobSource, WriteOptions } from "../blob-store.ts";
import { checkedBody } from "../checked-body.ts";
import { forEachBounded } from "../for-each-bounded.ts";
import { partRanges } from "../part-ranges.ts";
import type { AzureClient } from "./azure-client.ts";
import type { BlobTarget } from "./blob-target.ts";

interface UploadTarget {
  readonly uri: string;
  readonly target: BlobTarget;
}

const mebibyte = 1024 ** 2;
const blockLimits = { leastBytes: 16 * mebibyte, maxParts: 50_000 };
/** Larger ones need a version of the API that Azure Stack Hub does not know. */
const maxBlockBytes = 100 * mebibyte;
/** @source Azure Storage REST API, Put Block, version 2019-07-07 */
export const maxBlobBytes: number = blockLimits.maxParts * maxBlockBytes;

/**
 * Writes one blob in blocks side by side. Nobody sees it before the last request, which puts the blocks together; Azure
 * removes blocks that nobody put together after a week.
 */
export async function uploadInBlocks(
  client: AzureClient,
  { uri, target }: UploadTarget,
  blob: BlobSource,
  { signal = new AbortController().signal, onSent }: WriteOptions,
): Promise<void> {
  const upload = randomBytes(16);
  const blocks = partRanges(blob.sizeBytes, blockLimits).map((range, index) => ({ range, id: blockId(upload, index) }));
  await forEachBounded(blocks, client.uploadConcurrency, signal, async ({ range, id }, blockSignal) => {
    const { body, digest } = await checkedBody(blob, { algorithm: "md5", uri, range, signal: blockSignal });
    const query = { comp: "block", blockid: id };
    const headers = { "content-md5": digest.value().toString("base64") };
    const request = { method: "PUT", uri, target, query, headers, body } as const;
    await (await client.send(request, { signal: blockSignal, onSent })).body.dump();
  });
  const list = Buffer.from(blockList(blocks.map(({ id }) => id)));
  const headers = { "content-type": "application/xml" };
  const request = { method: "PUT", uri, target, query: { comp: "blocklist" }, headers, body: list } as const;
  await (await client.send(request, { signal })).body.dump();
}

/**
 * The ids of each upload are its own, so that two uploads of one blob do not mix. Azure wants all of a blob's ids to be
 * of one length, those of an upload that broke off too: 64 bytes, as its own SDKs make them.
 */
function blockId(upload: Buffer, index: number): string {
  const id = Buffer.alloc(64);
  upload.copy(id);
  id.writeUInt32BE(index, 16);
  return id.toString("base64");
}

/** @source Azure Storage REST API, Put Block List */
function blockList(ids: readonly string[]): string {
  const items = ids.map((id) => `<Latest>${id}</Latest>`);
  return `<?xml version="1.0" encoding="utf-8"?><BlockList>${items.join("")}</BlockList>`;
}
