import { expect, test } from "vitest";
import { quoteGo } from "./quote.ts";

test.each([
  { text: "a b", want: '"a b"' },
  { text: 'say "hi" \\ bye', want: '"say \\"hi\\" \\\\ bye"' },
  { text: "日本 é €", want: '"日本 é €"' },
  { text: "\u0007\b\f\n\r\t\v", want: '"\\a\\b\\f\\n\\r\\t\\v"' },
  { text: "\u0001\u007f", want: '"\\x01\\x7f"' },
  { text: "\u00a0\u2028\ue000", want: '"\\u00a0\\u2028\\ue000"' },
  { text: "\u{10ffff}", want: '"\\U0010ffff"' },
  { text: "<&>", want: '"<&>"' },
])("quotes $want as Go does", ({ text, want }) => expect(quoteGo(text)).toBe(want));
