import { describe, expect, test } from "vitest";
import { canonicalQuantity, compareQuantities, isZeroQuantity, parseQuantity } from "./quantity.ts";

describe("canonicalQuantity", () => {
  test.each([
    { name: "takes whole units for thousands of thousandths", input: "1000m", want: "1" },
    { name: "takes the next binary suffix", input: "1024Mi", want: "1Gi" },
    { name: "leaves a binary amount that the next suffix would break", input: "1.5Gi", want: "1536Mi" },
    { name: "writes fractions as thousandths", input: "0.5", want: "500m" },
    { name: "keeps fractions of binary units in binary units", input: "0.5Gi", want: "512Mi" },
    { name: "leaves binary for what is no whole number", input: "0.1Ki", want: "102400m" },
    { name: "leaves bytes that no decimal suffix divides", input: "8589934592", want: "8589934592" },
    { name: "takes the largest decimal suffix", input: "1000000k", want: "1G" },
    { name: "keeps an exponent as an exponent", input: "1e3", want: "1e3" },
    { name: "brings exponents to multiples of three", input: "10e2", want: "1e3" },
    { name: "drops an exponent of zero where it prints anew", input: "50e-1", want: "5" },
    { name: "drops leading zeros and a plus sign where it prints anew", input: "+007000", want: "7k" },
    { name: "keeps a plus sign and zeros before a number that is canonical", input: "+007", want: "+007" },
    { name: "keeps an exponent as it is written where it counts thousands", input: "1E+3", want: "1E+3" },
    { name: "keeps decimals that make whole thousandths", input: "1234567.891", want: "1234567.891" },
    { name: "keeps a point that nothing follows", input: "1.", want: "1." },
    { name: "keeps binary units that do not divide by eight", input: "1023Mi", want: "1023Mi" },
    { name: "finds no suffix past E", input: "1000E", want: "1" },
    { name: "keeps the sign", input: "-1.5Gi", want: "-1536Mi" },
    { name: "says zero in one way", input: "0.000Mi", want: "0" },
    { name: "rounds up to billionths", input: "0.0000000001", want: "1n" },
    { name: "caps binary amounts at the largest 64-bit integer", input: "9Ei", want: "9223372036854775807" },
    { name: "takes a suffix alone for zero, as Kubernetes does", input: "m", want: "0" },
    { name: "leaves what is canonical", input: "100m", want: "100m" },
  ])("$name: $input", ({ input, want }) => {
    expect(canonicalQuantity(input)).toBe(want);
  });
});

const format = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

describe("parseQuantity refuses in Kubernetes' words", () => {
  test.each([
    { input: "", want: format },
    { input: "lots", want: format },
    { input: "1.2.3", want: format },
    { input: "1 Gi", want: format },
    { input: "1Xi", want: format },
    { input: "1ki", want: "unable to parse quantity's suffix" },
    { input: "1e", want: "unable to parse quantity's suffix" },
    { input: "Ei", want: "unable to parse numeric part of quantity" },
  ])("$input", ({ input, want }) => {
    expect(parseQuantity(input)).toEqual({ refused: want });
  });
});

describe("compareQuantities", () => {
  test.each([
    { a: "1", b: "1000m", want: 0 },
    { a: "1Gi", b: "1G", want: 1 },
    { a: "100m", b: "1", want: -1 },
    { a: "1.5Gi", b: "1536Mi", want: 0 },
    { a: "1e3", b: "1k", want: 0 },
    { a: "0", b: "1n", want: -1 },
    { a: "-1", b: "0", want: -1 },
    { a: "16Ei", b: "7Ei", want: 1 },
    { a: "9007199254740993", b: "9007199254740992", want: 1 },
  ])("$a and $b", ({ a, b, want }) => {
    expect(compareQuantities(a, b)).toBe(want);
    expect(compareQuantities(b, a)).toBe(want === 0 ? 0 : -want);
  });
});

test.each(["0", "0m", "0.00Gi", "-0", "0e3"])("isZeroQuantity knows %s", (text) => {
  expect(isZeroQuantity(text)).toBe(true);
});

test.each(["1", "1n", "0.5", "-1", "10"])("isZeroQuantity refuses %s", (text) => {
  expect(isZeroQuantity(text)).toBe(false);
});
