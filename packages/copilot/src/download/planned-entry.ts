/** One thing that a literal becomes on disk. Paths are relative to the data directory, with `/` between parts. */
export type PlannedEntry =
  | { readonly kind: "text"; readonly path: string; readonly bytes: Uint8Array; readonly mode: number }
  | { readonly kind: "folder"; readonly path: string }
  | PlannedBlob
  | PlannedDataset;

/** A file (`blob`), or the files of a directory (`blobs`), to fetch. */
export interface PlannedBlob {
  readonly kind: "blob" | "blobs";
  readonly path: string;
  /** Where it comes from. */
  readonly uri: string;
}

/** A structured dataset to fetch: only the store knows whether it is one file or a directory. */
export interface PlannedDataset {
  readonly kind: "dataset";
  readonly path: string;
  readonly uri: string;
}

/** How single blobs are named. @source flytecopilot/data/download.go FileInputLayout, flyteorg/flyte v2.0.43 */
export type FileInputLayout = "DIRECT" | "NAMED_DIR";
