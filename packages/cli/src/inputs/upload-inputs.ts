import { createReadStream } from "node:fs";
import { encodeLiteralMap } from "@podwright/core";
import type { BlobSource, BlobStore } from "@podwright/store";
import { renderBytes } from "../output/units.ts";
import type { GatheredInputs } from "./gather-inputs.ts";
import { listUpload, type UploadFile } from "./list-upload.ts";

export interface UploadTarget {
  readonly store: BlobStore;
  /** Where the task's inputs.pb goes. */
  readonly inputPath: string;
  readonly signal: AbortSignal;
  /** Hears of each upload before it begins. */
  readonly note: (text: string) => void;
}

/**
 * Puts a run's local files, and then its inputs.pb, into the store, as Flyte does before it starts a task.
 * @problems FILE_MISSING for files that cannot be read, and those of the store
 */
export async function uploadInputs({ literals, uploads }: GatheredInputs, target: UploadTarget): Promise<void> {
  for (const upload of uploads) {
    const files = await listUpload(upload);
    const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    target.note(`storing ${upload.path} (${renderBytes(sizeBytes)})`);
    await writeFiles(files, target);
  }
  const bytes = encodeLiteralMap(literals);
  await target.store.write(target.inputPath, sourceOf(bytes), { signal: target.signal });
}

const concurrentFiles = 8;

async function writeFiles(files: readonly UploadFile[], { store, signal }: UploadTarget): Promise<void> {
  const queue = files.values();
  const work = async (): Promise<void> => {
    for (const { path, uri, sizeBytes } of queue) {
      await store.write(uri, { sizeBytes, open: () => createReadStream(path) }, { signal });
    }
  };
  await Promise.all(Array.from({ length: concurrentFiles }, work));
}

function sourceOf(bytes: Uint8Array): BlobSource {
  return {
    sizeBytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}
