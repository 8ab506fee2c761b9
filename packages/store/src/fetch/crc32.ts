/**
 * CRC-32 as zlib has it. Node's module is loaded at the first call: most starts need no checksum, and it takes 2 ms.
 * @param before - what the bytes before these gave; 0 where these are the first
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  return process.getBuiltinModule("node:zlib").crc32(bytes, before);
}
