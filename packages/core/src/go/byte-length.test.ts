import { expect, test } from "vitest";
import { byteLength } from "./byte-length.ts";

test.each([
  { text: "", want: 0 },
  { text: "a\u007f", want: 2 },
  { text: "\u0080\u07ff", want: 4 },
  { text: "\u0800\uffee", want: 6 },
  { text: "\u{1f600}", want: 4 },
  { text: "\ud800", want: 3 },
])("$text takes $want bytes", ({ text, want }) => {
  expect(byteLength(text)).toBe(want);
});
