import { polynomials } from "./crc-combine.ts";

/** Eight tables of 256: each takes a byte further, so that eight bytes go in one step. */
let tables: readonly Uint32Array[] | undefined;

/**
 * CRC-32C (Castagnoli) of some bytes, which Node has no native one of.
 * @param before - the CRC of the bytes before them
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  tables ??= createTables();
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as Tables;
  let crc = ~before;
  let at = 0;
  for (const end = bytes.length - 8; at <= end; at += 8) {
    const low = crc ^ word(bytes, at);
    const high = word(bytes, at + 4);
    crc =
      lookUp(t7, low) ^
      lookUp(t6, low >>> 8) ^
      lookUp(t5, low >>> 16) ^
      lookUp(t4, low >>> 24) ^
      lookUp(t3, high) ^
      lookUp(t2, high >>> 8) ^
      lookUp(t1, high >>> 16) ^
      lookUp(t0, high >>> 24);
  }
  for (; at < bytes.length; at += 1) crc = lookUp(t0, crc ^ (bytes[at] as number)) ^ (crc >>> 8);
  return ~crc >>> 0;
}

type Tables = readonly [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

function word(bytes: Uint8Array, at: number): number {
  const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]] as [number, number, number, number];
  return a | (b << 8) | (c << 16) | (d << 24);
}

function lookUp(table: Uint32Array, index: number): number {
  return table[index & 0xff] as number;
}

function createTables(): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, index) => {
    let crc = index;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ polynomials.crc32c : crc >>> 1;
    return crc;
  });
  const made = [first];
  for (let table = first; made.length < 8; made.push(table)) {
    table = table.map((crc) => (crc >>> 8) ^ lookUp(first, crc));
  }
  return made;
}
