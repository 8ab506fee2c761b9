import {
  decodeErrorDocument,
  decodeLiteralMap,
  type LiteralMap,
  metadataFileNames,
  type Problem,
  ProblemError,
  type Result,
  type TaskError,
  valueOrThrow,
} from "@podwright/core";
import { type BlobStore, fetchBytes } from "@podwright/store";

/** What a task and its copilot left under the output prefix. */
export interface Outcome {
  readonly errorDocument?: TaskError;
  readonly outputs?: LiteralMap;
  /** Why one or the other could not be read: ERROR_DOCUMENT_INVALID, LITERALS_INVALID, and those of the store. */
  readonly problems: readonly Problem[];
}

/** What can be read of both: S3 may answer 403 for the one that does not exist. */
export async function readOutcome(store: BlobStore, outputPrefix: string): Promise<Outcome> {
  const errorUri = `${outputPrefix}/${metadataFileNames.error}`;
  const outputsUri = `${outputPrefix}/${metadataFileNames.outputs}`;
  const [error, outputs] = await Promise.all([
    readMessage(store, errorUri, decodeErrorDocument),
    readMessage(store, outputsUri, decodeLiteralMap),
  ]);
  return {
    ...(error.value && { errorDocument: error.value }),
    ...(outputs.value && { outputs: outputs.value }),
    problems: [...error.problems, ...outputs.problems],
  };
}

async function readMessage<T>(
  store: BlobStore,
  uri: string,
  decode: (bytes: Uint8Array, where: string) => Result<T>,
): Promise<{ readonly value?: T; readonly problems: readonly Problem[] }> {
  try {
    const bytes = await readBlob(store, uri);
    return bytes ? { value: valueOrThrow(decode(bytes, uri)), problems: [] } : { problems: [] };
  } catch (error) {
    if (error instanceof ProblemError) return { problems: error.problems };
    throw error;
  }
}

async function readBlob(store: BlobStore, uri: string): Promise<Uint8Array | undefined> {
  if ((await store.stat(uri)) === null) return undefined;
  return await fetchBytes(store, uri);
}
