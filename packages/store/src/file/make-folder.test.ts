import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "podwright-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("makeFolder", () => {
  const make = async (path: string) => makeFolder(path);

  test("makes what is missing above it too, and takes what is there", async () => {
    await make(join(folder, "a/b/c"));
    await make(join(folder, "a/b/c"));
    expect(statSync(join(folder, "a/b/c")).isDirectory()).toBe(true);
  });

  test("says that a file stands in its place, or above it", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(make(join(folder, "file"))).rejects.toThrow("EEXIST");
    await expect(make(join(folder, "file/below"))).rejects.toThrow("ENOTDIR");
  });

  test("gives up where a link leads nowhere", async () => {
    symlinkSync("nowhere", join(folder, "link"));
    await expect(make(join(folder, "link"))).rejects.toThrow("ENOENT");
    await expect(make(join(folder, "link/below"))).rejects.toThrow("ENOENT");
  });

  test("gives up where nothing can be made and nothing says why", async () => {
    await expect(make("/proc/podwright/below")).rejects.toThrow(/ENOENT|EACCES/); // the latter for whoever is not root
  });
});
