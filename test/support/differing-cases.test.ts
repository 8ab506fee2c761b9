import { expect, test } from "vitest";
import { differingCases } from "./differing-cases.ts";
import { firstDifference } from "./first-difference.ts";

const cases = ["a", "b", "c", "d", "e", "f", "g"].map((id, value) => ({ id, value }));

test("names the first cases that differ, and counts the others", () => {
  expect(differingCases(cases, ({ value }) => firstDifference({ value }, { value }))).toEqual([]);
  expect(differingCases(cases.slice(0, 2), ({ value }) => firstDifference({ value }, { value: 1 }))).toEqual([
    "a: value: 0, not 1",
  ]);
  expect(differingCases(cases, () => "wrong")).toEqual([
    ...["a: wrong", "b: wrong", "c: wrong", "d: wrong", "e: wrong"],
    "and 2 more",
  ]);
});

test("names a case that throws", () => {
  const [first] = differingCases(cases, () => {
    throw new Error("out of order");
  });
  expect(first).toMatch(/^a: Error: out of order\n/);
});

test.each([
  { got: { a: [{ b: 1 }] }, want: { a: [{ b: 2 }] }, difference: "a.0.b: 1, not 2" },
  { got: { a: [1] }, want: { a: [1, 2] }, difference: "a.1: undefined, not 2" },
  { got: { a: [1, 2] }, want: { a: [1] }, difference: "a.1: 2, not undefined" },
  { got: { a: {} }, want: { a: [] }, difference: "a: {}, not []" },
  { got: { a: null }, want: { a: {} }, difference: "a: null, not {}" },
  { got: { a: 0 }, want: {}, difference: "a: 0, not undefined" },
  { got: "a", want: "b", difference: 'the whole: "a", not "b"' },
  { got: { a: 1, b: undefined }, want: { a: 1 }, difference: undefined },
  { got: { b: 2, a: [1, { c: null }] }, want: { a: [1, { c: null }], b: 2 }, difference: undefined },
])("tells where $got and $want differ", ({ got, want, difference }) => {
  expect(firstDifference(got, want)).toBe(difference);
});
