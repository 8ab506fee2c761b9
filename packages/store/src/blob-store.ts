/**
 * Where blobs stand: S3, Google Cloud Storage, Azure, a folder, or web servers, which are read only.
 * What can be written passes contract/blob-store-contract.ts. References are URIs, `scheme://container/key`;
 * the key's characters stand for themselves (nothing is percent-decoded), but for addresses of web servers.
 *
 * Failures reject with ProblemError (STORE_UNREACHABLE, CERTIFICATE_UNTRUSTED, STORE_ACCESS_DENIED, BLOB_MISSING …);
 * an aborted `signal` rejects with its reason.
 */
export interface BlobStore {
  /** Size of one blob, or null when there is none of exactly this name. */
  stat(uri: string, options?: BlobCallOptions): Promise<BlobStat | null>;
  /**
   * Opens one blob, or a range of it, for reading. `fetchBlob` reads with it what must arrive whole.
   * @problems BLOB_MISSING; BLOB_CHANGED when it has not the version that was asked for
   */
  read(uri: string, options?: ReadOptions): Promise<BlobReading>;
  /**
   * Every blob below a folder, in the order of their keys: `s3://b/dir` gives `s3://b/dir/x`, never `s3://b/dir2/y`.
   * A folder that does not exist is empty. A store may list empty blobs whose names end in a slash, by which consoles
   * mark folders; the listed folder's own mark is left out. @problems STORE_UNLISTABLE on web servers
   */
  list(folderUri: string, options?: BlobCallOptions): AsyncIterable<BlobEntry>;
  /**
   * Writes one blob whole: readers see the old one, or none, until the new one is complete. What `blob.open` throws
   * is passed on as it is. @problems BLOB_URI_INVALID without a key, BLOB_INCOMPLETE when the source has another size,
   * BLOB_TOO_LARGE, STORE_READ_ONLY on web servers
   */
  write(uri: string, blob: BlobSource, options?: WriteOptions): Promise<void>;
  /** Ends connections; the store cannot be used afterwards. */
  close(): Promise<void>;
}

export interface BlobCallOptions {
  readonly signal?: AbortSignal;
}

export interface ReadOptions extends BlobCallOptions {
  /** Absent: the whole blob. A range may end after the blob does. */
  readonly range?: ByteRange;
  /** As an earlier reading told it. */
  readonly version?: string | undefined;
}

export interface WriteOptions extends BlobCallOptions {
  /** Told how many bytes went out; a negative number takes back what a repeated request sends again. */
  readonly onSent?: ((sizeBytes: number) => void) | undefined;
}

/** Bytes from `start` on, up to and without `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface BlobStat {
  /** Null when the store does not say it. */
  readonly sizeBytes: number | null;
  /** As a reading tells it. */
  readonly version?: string;
  readonly checksum?: BlobChecksum;
}

export interface BlobReading {
  /** The whole blob's, also where a range is read; null when the store does not say, as a web server need not. */
  readonly sizeBytes: number | null;
  /** What of the blob the body holds; all of it where a store cannot read ranges. */
  readonly range: ByteRange;
  /** Names this content of the blob; absent where the store has no name for it. */
  readonly version?: string;
  /** Of the whole blob, where the store gives one; with a range it may take a question more. */
  readonly checksum?: BlobChecksum | (() => Promise<BlobChecksum | undefined>);
  /**
   * Read it to the end or return from it early, be it before the first byte: either frees the connection. One that nobody
   * touches holds it until the call's signal aborts or the store closes. A body that breaks off rejects, or ends early.
   */
  readonly body: BlobBody;
}

export interface BlobBody extends AsyncIterable<Uint8Array> {
  /**
   * A faster way to read it, where a store has one: bytes are handed over as they arrive, in a buffer that is used again,
   * so `take` must be done with them when it returns. Rejects with what `take` throws, and when the body breaks off.
   */
  readonly pour?: (take: (bytes: Uint8Array) => void) => Promise<void>;
}

/** What a store says of a blob's bytes, in base64, big-endian. */
export interface BlobChecksum {
  readonly algorithm: "crc32" | "crc32c" | "md5" | "sha256";
  readonly base64: string;
}

export interface BlobEntry {
  readonly uri: string;
  /** The name below the listed folder, without a leading slash. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** What to write. */
export interface BlobSource {
  readonly sizeBytes: number;
  /**
   * The bytes, or a range of them. May be called again when a request is repeated, and for several ranges at once.
   * A chunk is good until the next one is asked for: whoever keeps it copies it.
   */
  readonly open: (range?: ByteRange) => AsyncIterable<Uint8Array>;
}
