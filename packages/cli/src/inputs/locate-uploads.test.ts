import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InputUpload } from "@podwright/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listUpload } from "./list-upload.ts";
import { locateUploads } from "./locate-uploads.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-uploads-"));
  await mkdir(join(folder, "books/new"), { recursive: true });
  await writeFile(join(folder, "books/b.txt"), "bb");
  await writeFile(join(folder, "books/new/a.txt"), "a");
  await symlink("b.txt", join(folder, "books/link.txt"));
});
afterAll(() => rm(folder, { recursive: true }));

const file = (variable: string, path: string): InputUpload => {
  return { variable, path, uri: `s3://b/up/${variable}`, dimensionality: "SINGLE" };
};
const directory = (variable: string, path: string): InputUpload => {
  return { ...file(variable, path), dimensionality: "MULTIPART" };
};

it("finds files and folders from the working directory on", async () => {
  const uploads = [
    file("text", "books/b.txt"),
    directory("many", "./books/"),
    file("whole", join(folder, "books/b.txt")),
  ];
  expect(await locateUploads(uploads, folder)).toMatchObject({
    value: [
      { path: join(folder, "books/b.txt"), uri: "s3://b/up/text", kind: "file" },
      { path: join(folder, "books"), uri: "s3://b/up/many", kind: "folder" },
      { path: join(folder, "books/b.txt"), uri: "s3://b/up/whole", kind: "file" },
    ],
  });
});

it("lists a folder's files by their names below it", async () => {
  const files = await listUpload({ path: join(folder, "books"), uri: "s3://b/books", kind: "folder" });
  expect(files.map(({ uri, sizeBytes }) => ({ uri, sizeBytes }))).toEqual([
    { uri: "s3://b/books/b.txt", sizeBytes: 2 },
    { uri: "s3://b/books/link.txt", sizeBytes: 2 },
    { uri: "s3://b/books/new/a.txt", sizeBytes: 1 },
  ]);
});

it("refuses what is missing, a folder for a file and a file for a folder, all at once", async () => {
  const uploads = [
    file("a", "none.txt"),
    file("b", "books"),
    directory("c", "books/b.txt"),
    file("d", "books/b.txt/x"),
  ];
  const located = await locateUploads(uploads, folder);
  expect(located.ok ? [] : located.problems.map(({ code, what, where }) => `${code}: ${where}: ${what}`)).toEqual([
    "FILE_MISSING: none.txt: input a must be a file, and there is nothing of that name",
    "INPUT_TYPE_MISMATCH: books: input b must be a file, not a folder",
    "INPUT_TYPE_MISMATCH: books/b.txt: input c must be a folder, not a file",
    "FILE_MISSING: books/b.txt/x: input d must be a file, and it cannot be read (ENOTDIR)",
  ]);
});
