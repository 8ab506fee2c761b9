import { type BlobStore, forEachBounded } from "@podwright/store";
import { concurrency } from "../transfer/concurrency.ts";
import type { PlannedBlob, PlannedDataset, PlannedEntry } from "./planned-entry.ts";

/**
 * Asks the store what each structured dataset is: one file, when there is a blob of exactly its name, else a directory.
 * @returns the same entries in the same order
 */
export async function settleDatasets(
  entries: readonly PlannedEntry[],
  { store, signal }: { readonly store: BlobStore; readonly signal: AbortSignal },
): Promise<readonly Exclude<PlannedEntry, PlannedDataset>[]> {
  const files = new Set<PlannedEntry>();
  const datasets = entries.filter((entry) => entry.kind === "dataset");
  if (datasets.length > 0) {
    await forEachBounded(datasets, concurrency, signal, async (entry, stepSignal) => {
      if (await store.stat(entry.uri, { signal: stepSignal })) files.add(entry);
    });
  }
  return entries.map((entry) => (entry.kind === "dataset" ? settled(entry, files.has(entry)) : entry));
}

function settled({ path, uri }: PlannedDataset, isFile: boolean): PlannedBlob {
  return { kind: isFile ? "blob" : "blobs", path, uri };
}
