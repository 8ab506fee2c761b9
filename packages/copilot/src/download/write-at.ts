import { writeSync } from "node:fs";

/** Writes all the bytes: a disk that fills up takes a part first and fails then. */
export function writeAt(fd: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.byteLength; ) {
    written += writeSync(fd, bytes, written, bytes.byteLength - written, position + written);
  }
}
