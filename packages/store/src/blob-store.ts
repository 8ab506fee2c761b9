/**
 * Where blobs stand: S3, a folder, later GCS, Azure, HTTP.
 * Every implementation passes contract/blob-store-contract.ts. References are URIs, `scheme://container/key`;
 * the key's characters stand for themselves (nothing is percent-decoded).
 *
 * Failures reject with ProblemError (STORE_UNREACHABLE, CERTIFICATE_UNTRUSTED, STORE_ACCESS_DENIED, BLOB_MISSING …);
 * an aborted `signal` rejects with its reason.
 */
export interface BlobStore {
  /** Size of one blob, or null when there is none of exactly this name. */
  stat(uri: string, options?: BlobCallOptions): Promise<BlobStat | null>;
  /** Opens one blob for reading. @problems BLOB_MISSING */
  read(uri: string, options?: BlobCallOptions): Promise<BlobReading>;
  /**
   * Every blob below a folder, in the order of their keys: `s3://b/dir` gives `s3://b/dir/x`, never `s3://b/dir2/y`.
   * A folder that does not exist is empty. S3 may list empty blobs whose names end in a slash, by which consoles
   * mark folders; the listed folder's own mark is left out.
   */
  list(folderUri: string, options?: BlobCallOptions): AsyncIterable<BlobEntry>;
  /**
   * Writes one blob whole: readers see the old one, or none, until the new one is complete. What `blob.open` throws
   * is passed on as it is. @problems BLOB_URI_INVALID without a key, BLOB_INCOMPLETE when the source has another size
   */
  write(uri: string, blob: BlobSource, options?: BlobCallOptions): Promise<void>;
  /** Ends connections; the store cannot be used afterwards. */
  close(): Promise<void>;
}

export interface BlobCallOptions {
  readonly signal?: AbortSignal;
}

export interface BlobStat {
  readonly sizeBytes: number;
}

export interface BlobReading {
  readonly sizeBytes: number;
  /**
   * Read it to the end or return from it early: either frees the connection. One that nobody begins to read holds it
   * until the call's signal aborts or the store closes. A body that breaks off rejects.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface BlobEntry {
  readonly uri: string;
  /** The name below the listed folder, without a leading slash. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** What to write; `open` may be called again when a request is repeated. */
export interface BlobSource {
  readonly sizeBytes: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}
