import { expect, test } from "vitest";
import { printGoFloat, printGoFloat32 } from "./print-float.ts";

test.each([
  [0, "0"],
  [-0, "-0"],
  [1.5, "1.5"],
  [-2, "-2"],
  [100000, "100000"],
  [1000000, "1e+06"],
  [123456789.125, "1.23456789125e+08"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [1e21, "1e+21"],
  [1e-7, "1e-07"],
  [1e100, "1e+100"],
  [Number.NaN, "NaN"],
  [Number.POSITIVE_INFINITY, "+Inf"],
  [Number.NEGATIVE_INFINITY, "-Inf"],
])("prints %d as %s", (value, want) => {
  expect(printGoFloat(value)).toBe(want);
});

test.each([
  [0.1, "0.1"],
  [16777216, "1.6777216e+07"],
  [3.4028234663852886e38, "3.4028235e+38"],
  [404329.625, "404329.62"],
  [404329.6875, "404329.7"],
  [-4037537.25, "-4.0375372e+06"],
  [0, "0"],
  [Number.NEGATIVE_INFINITY, "-Inf"],
])("prints the 32-bit %d as %s", (value, want) => {
  expect(printGoFloat32(Math.fround(value))).toBe(want);
});
