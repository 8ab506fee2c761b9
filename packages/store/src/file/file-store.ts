import { randomUUID } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { access, constants, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ProblemError, valueOrThrow } from "@podwright/core";
import type {
  BlobCallOptions,
  BlobEntry,
  BlobReading,
  BlobSource,
  BlobStat,
  BlobStore,
  ByteRange,
  ReadOptions,
} from "../blob-store.ts";
import { parseBlobUri } from "../blob-uri.ts";
import { exactly } from "../exact-size.ts";
import { watchSource } from "../watch-source.ts";
import { blobPath, partialPrefix } from "./blob-path.ts";
import { folderProblem } from "./folder-problem.ts";
import { makeFolder } from "./make-folder.ts";
import { walkFolder } from "./walk-folder.ts";

/**
 * A store that is a folder: `file://container/key` is `FOLDER/container/key`.
 * @param folder - made by the first write when it does not exist
 * @source stow's `local` kind as Flyte configures it (`storage.stow.config.path`), flyteorg/flyte v2.0.43
 */
export function openFileStore(folder: string): BlobStore {
  const at = async <T>(uri: string, act: (path: string) => Promise<T>): Promise<T> => {
    const path = blobPath(folder, uri);
    return await act(path).catch((error: unknown) => Promise.reject(folderProblem(error, uri, path)));
  };
  return {
    stat: (uri, options) => at(uri, (path) => statFile(path, options)),
    read: (uri, options) => at(uri, (path) => readFile(uri, path, options)),
    list: (folderUri, options) => listFolder(folder, folderUri, options),
    write: async (uri, blob, options) => {
      const { source, failures } = watchSource(blob, options?.onSent);
      await at(refuseBareContainer(uri), (path) => writeFile(uri, path, source, options)).catch((error: unknown) =>
        Promise.reject(failures[0] ?? error),
      );
    },
    close: () => Promise.resolve(),
  };
}

/** A blob without a key would stand in the place of its container's folder. @problems BLOB_URI_INVALID */
function refuseBareContainer(uri: string): string {
  if (valueOrThrow(parseBlobUri(uri)).key !== "") return uri;
  throw new ProblemError([
    { code: "BLOB_URI_INVALID", what: `${uri} names no blob`, fix: "write it as file://container/key" },
  ]);
}

async function statFile(path: string, options?: BlobCallOptions): Promise<BlobStat | null> {
  options?.signal?.throwIfAborted();
  try {
    const found = await stat(path);
    return found.isFile() ? { sizeBytes: found.size, version: versionOf(found) } : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}

async function readFile(uri: string, path: string, { range, version, signal }: ReadOptions = {}): Promise<BlobReading> {
  signal?.throwIfAborted();
  const found = await stat(path);
  if (!found.isFile()) throw Object.assign(new Error(`${path} is a folder`), { code: "EISDIR" });
  await access(path, constants.R_OK);
  if (version !== undefined && version !== versionOf(found)) throw changed(uri, path);
  const start = Math.min(range?.start ?? 0, found.size);
  const asked = { start, end: Math.max(start, Math.min(range?.end ?? found.size, found.size)) };
  // The file is opened when its reading starts, so a body that nobody reads holds nothing open.
  const body = exactly(readChunks(uri, path, asked), { sizeBytes: asked.end - asked.start, uri, signal });
  return { sizeBytes: found.size, range: asked, version: versionOf(found), body };
}

async function* readChunks(uri: string, path: string, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  if (start === end) return;
  try {
    yield* createReadStream(path, { start, end: end - 1, highWaterMark: chunkBytes });
  } catch (error) {
    throw folderProblem(error, uri, path);
  }
}

const chunkBytes = 256 * 1024;

/** A blob is never written to in its place, so each write gives another file. */
function versionOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino}-${size}-${mtimeMs}`;
}

function changed(uri: string, path: string): ProblemError {
  return new ProblemError([
    { code: "BLOB_CHANGED", what: `${uri} was replaced while it was read`, where: path, fix: "try again" },
  ]);
}

async function* listFolder(
  folder: string,
  folderUri: string,
  options?: BlobCallOptions,
): AsyncGenerator<BlobEntry, void, undefined> {
  const { container, key } = valueOrThrow(parseBlobUri(folderUri));
  const base = `file://${container}/${key && `${key}/`}`;
  const path = blobPath(folder, folderUri);
  try {
    for await (const { name, sizeBytes } of walkFolder(path, options?.signal)) {
      yield { uri: base + name, name, sizeBytes };
    }
  } catch (error) {
    throw folderProblem(error, folderUri, path);
  }
}

async function writeFile(uri: string, path: string, blob: BlobSource, options?: BlobCallOptions): Promise<void> {
  const signal = options?.signal;
  signal?.throwIfAborted();
  makeFolder(dirname(path));
  const partial = join(dirname(path), partialPrefix + randomUUID());
  const file = await open(partial, "wx");
  try {
    await file.writeFile(exactly(blob.open(), { sizeBytes: blob.sizeBytes, uri, signal }));
    await file.close();
    await rename(partial, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}
