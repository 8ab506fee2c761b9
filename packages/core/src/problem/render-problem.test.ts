import { expect, test } from "vitest";
import { renderProblem } from "./render-problem.ts";

test("a problem's parts stand in columns, further lines below the first, without white space at any end", () => {
  const text = renderProblem({
    code: "CERTIFICATE_UNTRUSTED",
    what: "nobody signed it ",
    tried: ["one", "two"],
    fix: "mount the CA:\n\n  volumes: []",
  });
  expect(text.split("\n")).toEqual([
    "error CERTIFICATE_UNTRUSTED",
    "  what   nobody signed it",
    "  tried  one",
    "         two",
    "  fix    mount the CA:",
    "",
    "           volumes: []",
  ]);
});

test("what a manifest says sets no colour and moves no cursor", () => {
  const problem = {
    code: "FIELD_UNKNOWN",
    what: "no \u001b[31mfield\r",
    where: "a\u009b.yaml:1",
    fix: "one\r\ntwo",
  } as const;
  expect(renderProblem(problem)).toBe(
    "error FIELD_UNKNOWN\n  what   no \\u001b[31mfield\n  where  a\\u009b.yaml:1\n  fix    one\n         two",
  );
});

test("a warning says so", () => {
  expect(renderProblem({ severity: "warning", code: "FIELD_UNKNOWN", what: "a", where: "b", fix: "c" })).toBe(
    "warning FIELD_UNKNOWN\n  what   a\n  where  b\n  fix    c",
  );
});
