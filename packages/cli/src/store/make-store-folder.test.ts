import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeStoreFolder } from "./make-store-folder.ts";

let place = "";
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "podwright-store-"));
  await writeFile(join(place, "file"), "");
});
afterAll(() => rm(place, { recursive: true }));

describe("the folder of a folder store", () => {
  it("is made with those above it, and stays where it is there", async () => {
    await makeStoreFolder(join(place, "a/b"));
    await makeStoreFolder(join(place, "a/b"));
    expect((await stat(join(place, "a/b"))).isDirectory()).toBe(true);
  });

  it.each([
    { name: "a file stands there", folder: "file", want: "what stands there is no folder (EEXIST)" },
    { name: "a file stands above it", folder: "file/x", want: "a part of its path is no folder (ENOTDIR)" },
  ])("is refused in words where $name", async ({ folder, want }) => {
    await expect(makeStoreFolder(join(place, folder))).rejects.toMatchObject({
      problems: [
        {
          code: "STORE_FOLDER_FAILED",
          what: `the store's folder cannot be made: ${want}`,
          where: join(place, folder),
          fix: "give --store a folder that you may write to, or the name of one that does not exist yet",
        },
      ],
    });
  });

  it("is refused at once where its file system makes none", async () => {
    await expect(makeStoreFolder("/proc/podwright/store")).rejects.toMatchObject({
      problems: [{ code: "STORE_FOLDER_FAILED", where: "/proc/podwright/store" }],
    });
  });
});
