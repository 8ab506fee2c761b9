import { expect, test } from "vitest";
import { printable } from "./printable.ts";

test.each([
  { text: "spec.containers[main]", want: "spec.containers[main]" },
  { text: "größe → 😀", want: "größe → 😀" },
  { text: "\u001b[31mred", want: "\\u001b[31mred" },
  { text: "a\nb\u009b", want: "a\\u000ab\\u009b" },
  { text: "abc\u202efed", want: "abc\\u202efed" },
])("$want", ({ text, want }) => expect(printable(text)).toBe(want));
