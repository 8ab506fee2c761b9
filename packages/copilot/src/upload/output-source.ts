import { closeSync, fstatSync, readSync } from "node:fs";
import { join } from "node:path";
import { type BlobSource, type ByteRange, bytesSource } from "@podwright/store";
import { localFileProblem } from "../failure/local-file-problem.ts";
import { type DataFolder, openInsideSync } from "./data-folder.ts";

/** What is not larger is read at once and kept until it is written; a larger file goes through one buffer for each reading. */
const inMemoryBytes = 256 * 1024;
const chunkBytes = 256 * 1024;

/**
 * A file of the outputs as something to write. A large one is opened, and checked, again for each reading.
 * @problems OUTPUT_MISSING, OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export function outputSource(folder: DataFolder, name: string): BlobSource {
  const fd = openInsideSync(folder, name);
  try {
    const sizeBytes = fstatSync(fd).size;
    if (sizeBytes > inMemoryBytes) return { sizeBytes, open: (range) => readAgain(folder, name, range) };
    return bytesSource(readAt(fd, 0, Buffer.allocUnsafeSlow(sizeBytes)));
  } catch (error) {
    throw localFileProblem(error, join(folder.path, name));
  } finally {
    closeSync(fd);
  }
}

async function* readAgain(
  folder: DataFolder,
  name: string,
  { start, end }: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY },
): AsyncGenerator<Uint8Array> {
  const fd = openInsideSync(folder, name);
  try {
    const buffer = Buffer.allocUnsafeSlow(chunkBytes);
    for (let at = start; at < end; ) {
      const chunk = readAt(fd, at, buffer.subarray(0, Math.min(chunkBytes, end - at)));
      if (chunk.byteLength === 0) return;
      at += chunk.byteLength;
      yield chunk;
    }
  } catch (error) {
    throw localFileProblem(error, join(folder.path, name));
  } finally {
    closeSync(fd);
  }
}

/** Fills a buffer, as far as there are bytes. Outputs were written a moment ago: they come out of memory, at once. */
function readAt(fd: number, position: number, buffer: Buffer): Buffer {
  let filled = 0;
  while (filled < buffer.byteLength) {
    const read = readSync(fd, buffer, filled, buffer.byteLength - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}
