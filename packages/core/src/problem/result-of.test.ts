import { expect, test } from "vitest";
import type { Problem } from "./problem.ts";
import { resultOf } from "./result-of.ts";

const error: Problem = { code: "USAGE", what: "wrong", fix: "mend it" };
const warning: Problem = { ...error, severity: "warning" };

test("gives the value with its warnings", () => {
  expect(resultOf(1, [warning])).toEqual({ ok: true, value: 1, warnings: [warning] });
});

test("gives every problem where one is an error", () => {
  expect(resultOf(1, [warning, error])).toEqual({ ok: false, problems: [warning, error] });
});
