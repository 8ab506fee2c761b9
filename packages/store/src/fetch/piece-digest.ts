import { createHash, type Hash } from "node:crypto";

import type { BlobChecksum } from "../blob-store.ts";
import { combineCrc, polynomials } from "./crc-combine.ts";
import { crc32 } from "./crc32.ts";
import { crc32c } from "./crc32c.ts";

type Algorithm = BlobChecksum["algorithm"];

/** The digest of one piece of a blob, fed as its bytes arrive. */
export interface PieceDigest {
  update(bytes: Uint8Array): void;
  /** What was fed so far, as bytes. */
  value(): Buffer;
  readonly sizeBytes: number;
}

/** Whether pieces that arrive side by side can be put together to the whole blob's digest. */
export function isCombinable(algorithm: Algorithm): algorithm is keyof typeof polynomials {
  return algorithm in polynomials;
}

export function createDigest(algorithm: Algorithm): PieceDigest {
  return isCombinable(algorithm)
    ? crcDigest(algorithm === "crc32" ? crc32 : crc32c)
    : hashDigest(createHash(algorithm));
}

/** The base64 of the whole blob. @param pieces - in the blob's order; one alone where the algorithm does not combine */
export function combineDigests(algorithm: Algorithm, pieces: readonly PieceDigest[]): string {
  const [first] = pieces;
  if (!isCombinable(algorithm) || first === undefined) return first?.value().toString("base64") ?? "";
  const crc = pieces
    .slice(1)
    .reduce(
      (before, piece) => combineCrc(polynomials[algorithm], before, piece.value().readUInt32BE(), piece.sizeBytes),
      first.value().readUInt32BE(),
    );
  return bigEndian(crc).toString("base64");
}

function crcDigest(feed: (bytes: Uint8Array, before: number) => number): PieceDigest {
  let [crc, sizeBytes] = [0, 0];
  return {
    update: (bytes) => {
      crc = feed(bytes, crc);
      sizeBytes += bytes.byteLength;
    },
    value: () => bigEndian(crc),
    get sizeBytes() {
      return sizeBytes;
    },
  };
}

function hashDigest(hash: Hash): PieceDigest {
  let sizeBytes = 0;
  return {
    update: (bytes) => {
      hash.update(bytes);
      sizeBytes += bytes.byteLength;
    },
    value: () => hash.copy().digest(),
    get sizeBytes() {
      return sizeBytes;
    },
  };
}

function bigEndian(crc: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes;
}
