import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Script } from "node:vm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadBundle } from "./load-bundle.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "podwright-bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
}

test("loads a file, what it requires beside itself, and Node's own modules", () => {
  write({
    "a.js": 'exports.sum = require("./b.js").one + require("node:path").basename("/x/2").length;',
    "b.js": "exports.one = 1;",
  });
  expect(loadBundle(folder, "a.js")).toEqual({ sum: 2 });
});

test("loads a file once, also when two require each other", () => {
  write({
    "a.js": 'exports.loads = (globalThis.loads = (globalThis.loads ?? 0) + 1); exports.other = require("./b.js");',
    "b.js": 'exports.seen = require("./a.js").loads;',
  });
  expect(loadBundle(folder, "a.js")).toEqual({ loads: 1, other: { seen: 1 } });
});

test("takes the code cache beside a file, and does without one that V8 does not take", () => {
  write({ "a.js": "exports.twice = (n) => 2 * n;", "b.js": "exports.twice = (n) => n + n;" });
  const scripts: Script[] = [];
  const twice = (name: string) =>
    (loadBundle(folder, name, ({ script }) => scripts.push(script)) as { twice(n: number): number }).twice(2);
  expect(twice("a.js")).toBe(4);
  const cache = scripts[0]?.createCachedData() ?? Buffer.alloc(0);
  writeFileSync(join(folder, "a.js.cache"), cache);
  expect(twice("a.js")).toBe(4);
  writeFileSync(join(folder, "b.js.cache"), cache.subarray(0, 20));
  expect(twice("b.js")).toBe(4);
  expect(scripts.map((script) => script.cachedDataRejected)).toEqual([undefined, false, true]);
});

test("names the file and the line in an error's stack", () => {
  write({ "a.js": 'exports.fail = () => { throw new Error("x"); };' });
  const { fail } = loadBundle(folder, "a.js") as { fail(): void };
  try {
    fail();
    expect.unreachable();
  } catch (error) {
    expect((error as Error).stack).toContain(`${join(folder, "a.js")}:1:`);
  }
});
