import { expect, test } from "vitest";
import { problemsOf, valuesOf } from "./join-results.ts";
import { failure, type Problem, type Result, success } from "./problem.ts";

const error: Problem = { code: "USAGE", what: "wrong", fix: "mend it" };
const warning: Problem = { ...error, severity: "warning" };
const results: readonly Result<number>[] = [success(1), failure(error, error), success(2, [warning])];

test("joins problems and warnings in the order of the results", () => {
  expect(problemsOf(results)).toEqual([error, error, warning]);
});

test("keeps the values that there are", () => {
  expect(valuesOf(results)).toEqual([1, 2]);
});
