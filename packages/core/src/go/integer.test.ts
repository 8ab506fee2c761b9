import { expect, test } from "vitest";
import { parseGoInteger } from "./integer.ts";

test.each([
  { text: "42", want: 42n },
  { text: "-7", want: -7n },
  { text: "+5", want: 5n },
  { text: "007", want: 7n },
  { text: "9223372036854775807", want: 9223372036854775807n },
  { text: "-9223372036854775808", want: -9223372036854775808n },
  { text: "9223372036854775808", want: undefined },
  { text: "4.2", want: undefined },
  { text: "1_000", want: undefined },
  { text: "0x10", want: undefined },
  { text: "1e3", want: undefined },
  { text: " 1", want: undefined },
  { text: "", want: undefined },
])("reads the integer $text as Go does", ({ text, want }) => {
  expect(parseGoInteger(text)).toBe(want);
});
