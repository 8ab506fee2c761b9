import { expect, test } from "vitest";
import { printGoFloat } from "./print-float.ts";

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
