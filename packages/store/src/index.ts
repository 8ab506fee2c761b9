export type { BlobCallOptions, BlobEntry, BlobReading, BlobSource, BlobStat, BlobStore } from "./blob-store.ts";
export type { Trust, TrustSource } from "./tls/trust.ts";
export { parseTransferProgress, type TransferProgress } from "./transfer-progress.ts";
