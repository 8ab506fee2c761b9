import { access, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeBlobStore } from "../contract/blob-store-contract.ts";
import { collect } from "../contract/collect.ts";
import { openFileStore } from "./file-store.ts";

describeBlobStore("file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "podwright-file-store-"));
  const store = openFileStore(folder);
  return {
    store,
    root: "file://flyte-data",
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe("a folder store", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podwright-file-store-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const source = (text: string, sizeBytes = text.length) => ({
    sizeBytes,
    open: async function* () {
      yield Buffer.from(text);
    },
  });

  test("keeps file://container/key at FOLDER/container/key", async () => {
    await openFileStore(folder).write("file://flyte-data/a/b.txt", source("text"));
    expect(await readFile(join(folder, "flyte-data/a/b.txt"), "utf8")).toBe("text");
  });

  test("leaves the old blob alone, and nothing beside it, when a write breaks off", async () => {
    const store = openFileStore(folder);
    await store.write("file://flyte-data/a", source("old"));
    await expect(store.write("file://flyte-data/a", source("new", 99))).rejects.toMatchObject({
      problems: [{ code: "BLOB_INCOMPLETE" }],
    });
    expect(await readdir(join(folder, "flyte-data"))).toEqual(["a"]);
    expect(await readFile(join(folder, "flyte-data/a"), "utf8")).toBe("old");
  });

  test.each([
    "file://flyte-data/../outside",
    "file://flyte-data/a/../../../outside",
    "file://../outside",
    "file://flyte-data/./a",
    "file://flyte-data/a//b",
    "file://flyte-data/.podwright-partial-1",
    `file://flyte-data/${"x".repeat(256)}`,
    `file://flyte-data/${"é".repeat(128)}`,
  ])("refuses %s, which no file in the folder can be", async (uri) => {
    const inner = join(folder, "store");
    const wanted = { problems: [{ code: "BLOB_KEY_REFUSED" }] };
    await expect(openFileStore(inner).write(uri, source("x"))).rejects.toMatchObject(wanted);
    await expect(openFileStore(inner).read(uri)).rejects.toMatchObject(wanted);
    await expect(access(join(folder, "outside"))).rejects.toThrow("ENOENT");
  });

  test("lists in the order of the keys' UTF-8 bytes, as S3 does", async () => {
    const store = openFileStore(folder);
    for (const name of ["b/c", "b.txt", "b0", "\uFFFD", "😀", "B"]) {
      await store.write(`file://flyte-data/${name}`, source("x"));
    }
    const entries = await collect(store.list("file://flyte-data"));
    expect(entries.map((entry) => entry.name)).toEqual(["B", "b.txt", "b/c", "b0", "\uFFFD", "😀"]);
  });

  test("refuses references of another scheme", async () => {
    await expect(openFileStore(folder).stat("s3://flyte-data/a")).rejects.toMatchObject({
      problems: [
        { code: "BLOB_URI_INVALID", what: "a folder store holds file:// references only, not s3://flyte-data/a" },
      ],
    });
  });

  test("says that a blob stands where a key needs a folder", async () => {
    const store = openFileStore(folder);
    await store.write("file://flyte-data/a", source("x"));
    await expect(store.write("file://flyte-data/a/b", source("x"))).rejects.toMatchObject({
      problems: [{ code: "STORE_FOLDER_FAILED", where: join(folder, "flyte-data/a/b") }],
    });
    expect(await store.stat("file://flyte-data/a/b")).toBeNull();
  });

  test("says that a folder stands where a blob would be, and leaves nothing beside it", async () => {
    const store = openFileStore(folder);
    await store.write("file://flyte-data/a/b", source("x"));
    await expect(store.write("file://flyte-data/a", source("x"))).rejects.toMatchObject({
      problems: [{ code: "STORE_FOLDER_FAILED", fix: "a folder stands where this blob would be: remove or rename it" }],
    });
    expect(await readdir(join(folder, "flyte-data"))).toEqual(["a"]);
  });

  test("says at once that no folder can be made where there is no place for one", async () => {
    await symlink("nowhere", join(folder, "flyte-data"));
    await expect(openFileStore(folder).write("file://flyte-data/a", source("x"))).rejects.toMatchObject({
      problems: [
        { code: "STORE_FOLDER_FAILED", fix: "no folder can be made there: choose another place for the store" },
      ],
    });
    await expect(openFileStore("/proc/podwright").write("file://c/a", source("x"))).rejects.toMatchObject({
      problems: [{ code: expect.stringMatching(/^STORE_(FOLDER_FAILED|ACCESS_DENIED)$/) }], // the latter for whoever is not root
    });
  });

  test("says so when a blob goes before it is read", async () => {
    const store = openFileStore(folder);
    await store.write("file://flyte-data/a", source("x"));
    const { body } = await store.read("file://flyte-data/a");
    await rm(join(folder, "flyte-data/a"));
    await expect(collect(body)).rejects.toMatchObject({ problems: [{ code: "BLOB_MISSING" }] });
  });

  test("follows links to files and folders, but not in circles", async () => {
    await mkdir(join(folder, "flyte-data/real"), { recursive: true });
    await writeFile(join(folder, "flyte-data/real/x"), "x");
    await symlink("real", join(folder, "flyte-data/alias"));
    await symlink("..", join(folder, "flyte-data/real/up"));
    await symlink("nowhere", join(folder, "flyte-data/dangling"));
    const entries = await collect(openFileStore(folder).list("file://flyte-data"));
    expect(entries.map((entry) => entry.name)).toEqual(["alias/x", "real/x"]);
  });
});
