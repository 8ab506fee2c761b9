import { expect, test } from "vitest";
import { importsOf } from "./imports-of.ts";

test("finds imports over several lines, of types, re-exports and lazy ones, and none in comments", () => {
  const source = `
import {
  one,
  two,
} from "several-lines";
import type { Three } from "types-only";
import "side-effect";
export { four } from "./re-export.ts";
/** import { five } from "comment"; */
// import "line-comment";
const text = "from \\"nowhere\\"";
const lazy = await import("lazy");
`;
  expect(importsOf(source)).toEqual(["several-lines", "types-only", "side-effect", "./re-export.ts", "lazy"]);
});
