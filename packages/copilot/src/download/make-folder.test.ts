import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "podwright-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("makes what is missing above it too, and takes what is there", () => {
  makeFolder(join(folder, "a/b/c"));
  makeFolder(join(folder, "a/b/c"));
  expect(statSync(join(folder, "a/b/c")).isDirectory()).toBe(true);
});

test("says that a file stands in its place, or above it", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => makeFolder(join(folder, "file"))).toThrow("EEXIST");
  expect(() => makeFolder(join(folder, "file/below"))).toThrow("ENOTDIR");
});

test("gives up where nothing can be made and nothing says why", () => {
  expect(() => makeFolder("/proc/podwright/below")).toThrow(/ENOENT|EACCES/); // the latter for whoever is not root
});
