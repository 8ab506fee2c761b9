import { closeSync, fstatSync, readSync } from "node:fs";
import { join } from "node:path";
import type { BlobSource, ByteRange } from "@podwright/store";
import { localFileProblem } from "../failure/local-file-problem.ts";
import { type DataFolder, openInsideSync } from "./data-folder.ts";

/** What is not larger is read at once and kept until it is written. */
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
    const bytes = readAt(fd, 0, sizeBytes);
    return {
      sizeBytes: bytes.byteLength,
      open: (range) => once(range ? bytes.subarray(range.start, range.end) : bytes),
    };
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
    for (let at = start; at < end; ) {
      const chunk = readAt(fd, at, Math.min(chunkBytes, end - at));
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

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.byteLength > 0) yield bytes;
}

/** As many bytes as there are, up to a size. Outputs were written a moment ago: they come out of memory, at once. */
function readAt(fd: number, position: number, sizeBytes: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(sizeBytes);
  let filled = 0;
  while (filled < sizeBytes) {
    const read = readSync(fd, bytes, filled, sizeBytes - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
