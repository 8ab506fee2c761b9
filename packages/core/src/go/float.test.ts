import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatGoFloat, formatGoJsonFloat, parseGoFloat } from "./float.ts";

const printed: readonly { readonly value: number; readonly text: string; readonly json: string | undefined }[] = [
  { value: 2, text: "2", json: "2" },
  { value: 3.25, text: "3.25", json: "3.25" },
  { value: -0.5, text: "-0.5", json: "-0.5" },
  { value: 0, text: "0", json: "0" },
  { value: -0, text: "-0", json: "-0" },
  { value: 1e-6, text: "0.000001", json: "0.000001" },
  { value: 1e-7, text: "0.0000001", json: "1e-7" },
  { value: -1.5e-10, text: "-0.00000000015", json: "-1.5e-10" },
  { value: 1e20, text: "100000000000000000000", json: "100000000000000000000" },
  { value: 1e21, text: "1000000000000000000000", json: "1e+21" },
  { value: 1.25e22, text: "12500000000000000000000", json: "1.25e+22" },
  { value: 123456789.125, text: "123456789.125", json: "123456789.125" },
  { value: Number.NaN, text: "NaN", json: undefined },
  { value: Infinity, text: "+Inf", json: undefined },
  { value: -Infinity, text: "-Inf", json: undefined },
];

describe("printing a float as Go does", () => {
  test.each(printed)("$text", ({ value, text, json }) => {
    expect(formatGoFloat(value)).toBe(text);
    if (json === undefined) expect(() => formatGoJsonFloat(value)).toThrow(RangeError);
    else expect(formatGoJsonFloat(value)).toBe(json);
  });

  test("what is printed reads back as the same double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(parseGoFloat(formatGoFloat(value))).toBe(value);
      }),
    );
  });
});

const read: readonly { readonly text: string; readonly want: number | undefined }[] = [
  { text: "3.5", want: 3.5 },
  { text: "+7", want: 7 },
  { text: ".5", want: 0.5 },
  { text: "5.", want: 5 },
  { text: "1e-7", want: 1e-7 },
  { text: "1E3", want: 1000 },
  { text: "1_000", want: 1000 },
  { text: "1e1_0", want: 1e10 },
  { text: "inf", want: Infinity },
  { text: "-Infinity", want: -Infinity },
  { text: "NaN", want: Number.NaN },
  { text: "0x1p-2", want: 0.25 },
  { text: "-0X1.8P1", want: -3 },
  { text: "0x_1p0", want: 1 },
  { text: "0x20000000000001p0", want: 9007199254740992 },
  { text: "0x20000000000003p0", want: 9007199254740996 },
  { text: "0x1p-1074", want: 5e-324 },
  { text: "0x1p-1075", want: 0 },
  { text: "0x3p-1075", want: 1e-323 },
  { text: "0x1p-9999999999", want: 0 },
  { text: "1e-400", want: 0 },
  { text: "0x1.fffffffffffffp1023", want: Number.MAX_VALUE },
  { text: "0x1.fffffffffffff8p1023", want: undefined },
  { text: "0x1p9999999999", want: undefined },
  { text: "1e400", want: undefined },
  { text: "", want: undefined },
  { text: " 1", want: undefined },
  { text: "1.2.3", want: undefined },
  { text: "1,5", want: undefined },
  { text: "1e", want: undefined },
  { text: ".", want: undefined },
  { text: "_1", want: undefined },
  { text: "1_", want: undefined },
  { text: "1__0", want: undefined },
  { text: "1_e5", want: undefined },
  { text: "0x1", want: undefined },
  { text: "0xp1", want: undefined },
  { text: "-nan", want: undefined },
];

describe("reading a float as Go does", () => {
  test.each(read)("$text", ({ text, want }) => {
    expect(parseGoFloat(text)).toBe(want);
  });
});
