export { chartKeys } from "./azure/chart-keys.ts";
export type {
  BlobCallOptions,
  BlobEntry,
  BlobReading,
  BlobSource,
  BlobStat,
  BlobStore,
  ByteRange,
  ReadOptions,
  WriteOptions,
} from "./blob-store.ts";
export { type BlobUri, formatBlobUri, parseBlobUri } from "./blob-uri.ts";
export { bytesSource } from "./bytes-source.ts";
export { type BlobSink, fetchBlob } from "./fetch/fetch-blob.ts";
export { fetchBytes } from "./fetch/fetch-bytes.ts";
export { makeFolder } from "./file/make-folder.ts";
export { forEachBounded } from "./for-each-bounded.ts";
export { shownUri } from "./http/http-reference.ts";
export { type OpenStoreInput, openStore } from "./open-store.ts";
export { inspectS3Server } from "./s3/inspect-s3-server.ts";
export { certificateProblem } from "./tls/certificate-problem.ts";
export { type GatherTrustOptions, gatherTrust } from "./tls/gather-trust.ts";
export type { InspectedServer } from "./tls/inspect-server.ts";
export { surveyTrust } from "./tls/survey-trust.ts";
export type { Trust, TrustSource, TrustVariable } from "./tls/trust.ts";
export { parseTransferProgress, type TransferProgress } from "./transfer-progress.ts";
export { proxyOf } from "./transport/proxy.ts";
