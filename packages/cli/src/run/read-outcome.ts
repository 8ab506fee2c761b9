import {
  decodeErrorDocument,
  decodeLiteralMap,
  type LiteralMap,
  metadataFileNames,
  type TaskError,
  valueOrThrow,
} from "@podwright/core";
import type { BlobStore } from "@podwright/store";

/** What a task and its copilot left under the output prefix. */
export interface Outcome {
  readonly errorDocument?: TaskError;
  readonly outputs?: LiteralMap;
}

/** @problems ERROR_DOCUMENT_INVALID, LITERALS_INVALID, and those of the store */
export async function readOutcome(store: BlobStore, outputPrefix: string): Promise<Outcome> {
  const errorUri = `${outputPrefix}/${metadataFileNames.error}`;
  const outputsUri = `${outputPrefix}/${metadataFileNames.outputs}`;
  const [error, outputs] = await Promise.all([readBlob(store, errorUri), readBlob(store, outputsUri)]);
  return {
    ...(error && { errorDocument: valueOrThrow(decodeErrorDocument(error, errorUri)) }),
    ...(outputs && { outputs: valueOrThrow(decodeLiteralMap(outputs, outputsUri)) }),
  };
}

async function readBlob(store: BlobStore, uri: string): Promise<Uint8Array | undefined> {
  if ((await store.stat(uri)) === null) return undefined;
  const { body } = await store.read(uri);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
