import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf } from "./imports-of.ts";

const home = join(import.meta.dirname, "../../packages/runner/src");
const engines = ["docker", "kubernetes", "sandbox"];
const sources = globSync("**/*.ts", { cwd: home })
  .filter((path) => !path.endsWith(".test.ts") && !path.startsWith("contract/"))
  .map((path) => ({ path, text: readFileSync(join(home, path), "utf8") }));
const imports = sources.flatMap(({ path, text }) => importsOf(text).map((specifier) => ({ path, specifier })));

describe("the engines of packages/runner", () => {
  test("stand side by side: neither another engine nor what they share imports one", () => {
    const foreign = imports.filter(({ path, specifier }) => {
      const target = specifier.startsWith(".") ? folderOf(posix.join(dirname(path), specifier)) : "";
      return engines.includes(target) && target !== folderOf(path) && path !== "index.ts";
    });
    expect(foreign).toEqual([]);
  });

  test("keep their vendors' libraries to themselves", () => {
    const outside = imports.filter(({ path }) => !["docker", "kubernetes"].includes(folderOf(path)));
    const libraries = outside.filter(({ specifier }) => !/^(\.|node:|@podwright\/core$)/.test(specifier));
    expect(libraries).toEqual([]);
    expect(outside.length).toBeGreaterThan(0);
  });

  test("load what is heavy when they are used, and not before", () => {
    const early = sources.filter(({ text }) =>
      /^import (?!type )[^;]*? from "(dockerode|@kubernetes\/client-node|undici)/m.test(text),
    );
    expect(early.map(({ path }) => path)).toEqual([]);
  });
});

function folderOf(path: string): string {
  return path.split("/")[0] ?? "";
}
