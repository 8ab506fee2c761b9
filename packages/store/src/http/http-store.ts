import { blobChanged } from "../blob-changed.ts";
import type { BlobReading, BlobStat, BlobStore, ReadOptions } from "../blob-store.ts";
import type { Trust } from "../tls/trust.ts";
import type { Answer } from "../transport/answer.ts";
import { type HeldRange, heldRange, noBytes, rangeHeader } from "../transport/content-range.ts";
import { readOnly, unlistable, unusable } from "./http-problems.ts";
import { shownUri } from "./http-reference.ts";
import { followRedirects, type WebClients, webClients } from "./web-clients.ts";
import { versionHeaders, versionOf } from "./web-version.ts";

export interface HttpStoreInput {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
}

/**
 * Blobs on web servers, by their own addresses, which are read and never written. Each stands for itself: no folders.
 * @problems BLOB_MISSING, STORE_ACCESS_DENIED, STORE_REDIRECT_REFUSED and those of a connection
 * @source flytecopilot/data/utils.go DownloadFileFromHTTP, flyteorg/flyte v2.0.43, which takes any answer for the blob
 */
export function openHttpStore(input: HttpStoreInput): BlobStore {
  const clients = webClients(input);
  return {
    stat: (uri, options) => statBlob(clients, uri, options),
    read: (uri, options) => readBlob(clients, uri, options),
    // biome-ignore lint/correctness/useYield: there is nothing to list
    list: async function* (uri) {
      throw unlistable(shownUri(uri));
    },
    write: async (uri) => {
      throw readOnly(shownUri(uri));
    },
    close: () => clients.close(),
  };
}

/** Refusals of HEAD, after which the blob itself is asked for: a presigned address is for one method only. */
const headRefusals = Array.from({ length: 100 }, (_, index) => 400 + index).concat(501);

async function statBlob(clients: WebClients, uri: string, { signal }: ReadOptions = {}): Promise<BlobStat | null> {
  const head = await followRedirects(clients, uri, { method: "HEAD", headers: {}, signal, accept: headRefusals });
  await head.body.dump();
  if (head.statusCode === 404 || head.statusCode === 410) return null;
  if (head.statusCode < 300) {
    const held = heldRange({ ...head, statusCode: 200 }, undefined);
    return { sizeBytes: held?.sizeBytes ?? null, ...versionOf(head.headers) };
  }
  const { sizeBytes, version, body } = await readBlob(clients, uri, {
    range: { start: 0, end: 1 },
    ...(signal && { signal }),
  });
  await body[Symbol.asyncIterator]().return?.();
  return { sizeBytes, ...(version !== undefined && { version }) };
}

async function readBlob(
  clients: WebClients,
  uri: string,
  { range, version, signal }: ReadOptions = {},
): Promise<BlobReading> {
  const headers = { ...(range && { range: rangeHeader(range) }), ...(version && versionHeaders(version)) };
  const response = await followRedirects(clients, uri, { method: "GET", headers, signal, accept: [412, 416] });
  try {
    const named = versionOf(response.headers);
    // Servers that know no conditions answer all the same.
    const isOther = version !== undefined && named.version !== version;
    if (response.statusCode === 412 || isOther) throw blobChanged(shownUri(uri));
    const held = heldRange(response, range);
    if (!held) throw unusable(shownUri(uri));
    return readingOf(response, held, named);
  } catch (error) {
    response.body.drop();
    throw error;
  }
}

function readingOf({ statusCode, body }: Answer, held: HeldRange, named: Pick<BlobReading, "version">): BlobReading {
  if (statusCode === 416) {
    body.drop();
    return { ...held, ...named, body: noBytes() };
  }
  // A part of what nobody knows the size of cannot be followed by the next one.
  return statusCode === 206 && held.sizeBytes === null ? { ...held, body } : { ...held, ...named, body };
}
