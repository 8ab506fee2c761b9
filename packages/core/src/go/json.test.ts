import { expect, test } from "vitest";
import { type GoJson, printGoJson } from "./json.ts";

const cases: readonly { readonly name: string; readonly value: GoJson; readonly want: string }[] = [
  { name: "integers of 64 bits exactly", value: 9223372036854775807n, want: "9223372036854775807" },
  { name: "floats with Go's exponents", value: [1e21, 1e-7, 2, -0], want: "[1e+21,1e-7,2,-0]" },
  {
    name: "names in order, without spaces",
    value: { b: null, a: true, 10: "x", 9: [] },
    want: '{"10":"x","9":[],"a":true,"b":null}',
  },
  {
    name: "names beyond U+FFFF after all others",
    value: { "\u{1f600}": 1n, "\uffee": 2n },
    want: '{"\uffee":2,"\u{1f600}":1}',
  },
  { name: "HTML and line separators escaped", value: "<&>\u2028\u2029", want: '"\\u003c\\u0026\\u003e\\u2028\\u2029"' },
  {
    name: "control characters escaped, others not",
    value: '\n\t\b\f"\\\u0001\u007fé',
    want: '"\\n\\t\\b\\f\\"\\\\\\u0001\u007fé"',
  },
];

test.each(cases)("prints $name", ({ value, want }) => {
  expect(printGoJson(value)).toBe(want);
});
