import { ProblemError } from "@podwright/core";
import { type BlobStore, fetchBlob, forEachBounded } from "@podwright/store";
import { aboutInput } from "../failure/about-input.ts";
import type { TransferMeter } from "../log/transfer-meter.ts";
import { concurrency } from "../transfer/concurrency.ts";
import { refuseLarge } from "../transfer/refuse-large.ts";
import { refusedRelativePath, unsafeName } from "./input-names.ts";
import type { PlannedBlob } from "./planned-entry.ts";
import type { StagedFile, Staging } from "./staging.ts";

interface FetchContext {
  readonly store: BlobStore;
  readonly staging: Staging;
  readonly meter: TransferMeter;
  readonly maxBytes: number | null;
  readonly signal: AbortSignal;
}

interface Step {
  readonly path: string;
  readonly uri: string;
  /** Absent when only the store's answer tells it. */
  readonly sizeBytes?: number;
}

const dataMode = 0o666;

/**
 * Fetches every planned blob, streaming, a bounded number at a time.
 * @returns the paths of directories that had no files; nothing was made for them
 * @problems BLOB_MISSING, INPUT_TOO_LARGE, INPUT_NAME_UNSAFE, LOCAL_FILE_FAILED and the store's
 */
export async function fetchBlobs(blobs: readonly PlannedBlob[], context: FetchContext): Promise<readonly string[]> {
  const { signal } = context;
  const emptyFolders: string[] = [];
  const steps = (listSignal: AbortSignal) =>
    stepsOf(blobs, { ...context, signal: listSignal }, (path) => emptyFolders.push(path));
  await forEachBounded(steps, concurrency, signal, (step, stepSignal) => fetchFile(step, context, stepSignal));
  return emptyFolders;
}

async function fetchFile(
  { path, uri, sizeBytes }: Step,
  { store, staging, meter, maxBytes }: FetchContext,
  signal: AbortSignal,
): Promise<void> {
  let file: StagedFile | undefined;
  const begin = (foundBytes: number | null) => {
    if (sizeBytes === undefined) meter.expect(0, foundBytes ?? 0);
    refuseLarge(uri, foundBytes ?? 0, maxBytes);
  };
  const write = (bytes: Uint8Array, position: number) => {
    // A web server need not say how much comes.
    refuseLarge(uri, position + bytes.byteLength, maxBytes);
    file?.write(bytes, position);
    meter.moved(bytes.byteLength);
  };
  try {
    file = await staging.file(path, dataMode);
    const end = (foundBytes: number) => file?.end(foundBytes);
    await fetchBlob(store, uri, { begin, write, end }, { signal, ...(sizeBytes !== undefined && { sizeBytes }) });
  } catch (error) {
    throw aboutInput(error, `input ${path}`);
  } finally {
    file?.close();
  }
  meter.fileDone();
}

/** Single blobs, and what the folders list, as it is listed: a folder of any size takes the same memory. */
async function* stepsOf(
  blobs: readonly PlannedBlob[],
  { store, staging, meter, signal }: FetchContext,
  onEmpty: (path: string) => void,
): AsyncGenerator<Step> {
  for (const entry of blobs) {
    if (entry.kind !== "blob") continue;
    meter.expect(1, 0);
    yield { path: entry.path, uri: entry.uri };
  }
  for (const entry of blobs) {
    if (entry.kind !== "blobs") continue;
    let found = 0;
    for await (const { uri, name, sizeBytes } of store.list(entry.uri, { signal })) {
      if (name === "") continue;
      found += 1;
      const isFolderMark = name.endsWith("/") && sizeBytes === 0;
      const relative = isFolderMark ? name.slice(0, -1) : name;
      const reason = refusedRelativePath(relative);
      if (reason) throw new ProblemError([unsafeName(`the key ${JSON.stringify(name)}`, uri, reason)]);
      if (isFolderMark) {
        staging.folder(`${entry.path}/${relative}`);
        continue;
      }
      meter.expect(1, sizeBytes);
      yield { path: `${entry.path}/${relative}`, uri, sizeBytes };
    }
    if (found === 0) onEmpty(entry.path);
  }
  meter.expectNoMore();
}
