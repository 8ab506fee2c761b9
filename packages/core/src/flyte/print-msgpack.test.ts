import { expect, test } from "vitest";
import { decodeMsgpack } from "./decode-msgpack.ts";
import { printMsgpack } from "./print-msgpack.ts";

function printed(...bytes: readonly number[]): string | undefined {
  const decoded = decodeMsgpack(Uint8Array.from(bytes));
  return decoded && printMsgpack(decoded.value);
}

test.each([
  { name: "nil", bytes: [0xc0], want: "<nil>" },
  { name: "a boolean", bytes: [0xc2], want: "false" },
  { name: "a small integer", bytes: [0x07], want: "7" },
  { name: "a negative one", bytes: [0xff], want: "-1" },
  { name: "an integer of 16 bits", bytes: [0xd1, 0xff, 0x00], want: "-256" },
  { name: "the largest one", bytes: [0xcf, 255, 255, 255, 255, 255, 255, 255, 255], want: "18446744073709551615" },
  { name: "a float of 32 bits", bytes: [0xca, 0x3d, 0xcc, 0xcc, 0xcd], want: "0.1" },
  { name: "a float of 64 bits", bytes: [0xcb, 0x41, 0x97, 0xd7, 0x84, 0x00, 0, 0, 0], want: "1e+08" },
  { name: "a text", bytes: [0xa2, 0x61, 0x20], want: "a " },
  { name: "a text with its length in a byte", bytes: [0xd9, 1, 0x61], want: "a" },
  { name: "bytes", bytes: [0xc4, 2, 97, 98], want: "[97 98]" },
  { name: "a list", bytes: [0x93, 1, 0xa1, 0x78, 0x90], want: "[1 x []]" },
  { name: "a map in the order of its keys", bytes: [0x82, 0xa1, 0x62, 0xc0, 0xa1, 0x61, 1], want: "map[a:1 b:<nil>]" },
  {
    name: "a map in the order of its keys' bytes",
    bytes: [0x82, 0xa4, 0xf0, 0x9f, 0x98, 0x80, 1, 0xa3, 0xef, 0xbf, 0xae, 2],
    want: "map[\uffee:2 \u{1f600}:1]",
  },
  { name: "a time", bytes: [0xd6, 0xff, 0, 0, 0, 1], want: "1970-01-01 00:00:01 +0000 UTC" },
  {
    name: "a time with nanoseconds",
    bytes: [0xc7, 12, 0xff, 0x1d, 0xcd, 0x65, 0x00, 0, 0, 0, 0, 0, 0, 0, 2],
    want: "1970-01-01 00:00:02.5 +0000 UTC",
  },
])("prints $name: $want", ({ bytes, want }) => expect(printed(...bytes)).toBe(want));

test.each([
  { name: "no bytes", bytes: [] },
  { name: "bytes behind the value", bytes: [1, 2] },
  { name: "a text that ends too early", bytes: [0xa3, 0x61] },
  { name: "a list of fewer items than it says", bytes: [0x92, 1] },
  { name: "a list as a key", bytes: [0x81, 0x90, 1] },
  { name: "an unknown extension", bytes: [0xd6, 1, 0, 0, 0, 0] },
  { name: "a code that nothing has", bytes: [0xc1] },
])("does not decode $name", ({ bytes }) => expect(printed(...bytes)).toBeUndefined());
