import { expect, test } from "vitest";
import { parseGoBoolean } from "./boolean.ts";

test.each([
  { text: "1", want: true },
  { text: "t", want: true },
  { text: "T", want: true },
  { text: "TRUE", want: true },
  { text: "true", want: true },
  { text: "True", want: true },
  { text: "0", want: false },
  { text: "f", want: false },
  { text: "F", want: false },
  { text: "FALSE", want: false },
  { text: "false", want: false },
  { text: "False", want: false },
  { text: "tRUE", want: undefined },
  { text: "yes", want: undefined },
  { text: "", want: undefined },
])("reads the truth value $text as Go does", ({ text, want }) => {
  expect(parseGoBoolean(text)).toBe(want);
});
