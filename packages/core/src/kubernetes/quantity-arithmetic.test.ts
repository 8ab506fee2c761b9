import { expect, test } from "vitest";
import { addQuantities, isWholeQuantity, roundUpQuantity } from "./quantity-arithmetic.ts";

test.each([
  { text: "100u", want: "1m" },
  { text: "1500u", want: "2m" },
  { text: "-1n", want: "-1m" },
  { text: "1.5", want: "1.5" },
  { text: "2m", want: "2m" },
  { text: "1Gi", want: "1Gi" },
])("$text rounds up to $want", ({ text, want }) => expect(roundUpQuantity(text)).toBe(want));

test.each([
  { a: "500m", b: "1", want: "1500m" },
  { a: "1Gi", b: "1G", want: "2073741824" },
  { a: "0", b: "1Gi", want: "1Gi" },
  { a: "1Gi", b: "1Gi", want: "2Gi" },
])("$a and $b are $want", ({ a, b, want }) => expect(addQuantities(a, b)).toBe(want));

test.each([
  { text: "2", want: true },
  { text: "2000m", want: true },
  { text: "1500m", want: false },
  { text: "0.5Gi", want: true },
])("$text is whole: $want", ({ text, want }) => expect(isWholeQuantity(text)).toBe(want));
