import { ProblemError } from "@podwright/core";
import type { BlobReading, BlobStore } from "@podwright/store";
import { aboutInput } from "../failure/about-input.ts";
import type { TransferMeter } from "../log/transfer-meter.ts";
import { concurrency } from "../transfer/concurrency.ts";
import { forEachBounded } from "../transfer/for-each-bounded.ts";
import { refuseLarge } from "../transfer/refuse-large.ts";
import { refusedRelativePath, unsafeName } from "./input-names.ts";
import type { PlannedBlob } from "./planned-entry.ts";
import type { Staging } from "./staging.ts";

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
  /** Whether its size is known already. */
  readonly announced: boolean;
}

const dataMode = 0o666;

/**
 * Fetches every planned blob, streaming, a bounded number at a time.
 * @returns the paths of directories that had no files; nothing was made for them
 * @problems BLOB_MISSING, INPUT_TOO_LARGE, INPUT_NAME_UNSAFE, LOCAL_FILE_FAILED and the store's
 */
export async function fetchBlobs(blobs: readonly PlannedBlob[], context: FetchContext): Promise<readonly string[]> {
  const { staging, meter, signal } = context;
  const emptyFolders: string[] = [];
  const steps = stepsOf(blobs, context, (path) => emptyFolders.push(path));
  await forEachBounded(steps, concurrency, signal, async (step, stepSignal) => {
    const reading = await openInput(step, { ...context, signal: stepSignal });
    if (!step.announced) meter.expect(0, reading.sizeBytes);
    await staging.file(step.path, counted(reading, meter), dataMode);
    meter.fileDone();
  });
  return emptyFolders;
}

async function openInput({ uri, path }: Step, { store, signal, maxBytes }: FetchContext): Promise<BlobReading> {
  try {
    const reading = await store.read(uri, { signal });
    refuseLarge(uri, reading.sizeBytes, maxBytes);
    return reading;
  } catch (error) {
    throw aboutInput(error, `input ${path}`);
  }
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
    yield { path: entry.path, uri: entry.uri, announced: false };
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
        await staging.folder(`${entry.path}/${relative}`);
        continue;
      }
      meter.expect(1, sizeBytes);
      yield { path: `${entry.path}/${relative}`, uri, announced: true };
    }
    if (found === 0) onEmpty(entry.path);
  }
  meter.expectNoMore();
}

async function* counted({ body }: BlobReading, meter: TransferMeter): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    meter.moved(chunk.byteLength);
    yield chunk;
  }
}
