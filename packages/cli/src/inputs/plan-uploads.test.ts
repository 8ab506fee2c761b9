import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromJson, toJson } from "@bufbuild/protobuf";
import { LiteralMapSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listUpload } from "./list-upload.ts";
import { planUploads } from "./plan-uploads.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-uploads-"));
  await mkdir(join(folder, "books/new"), { recursive: true });
  await writeFile(join(folder, "books/b.txt"), "bb");
  await writeFile(join(folder, "books/new/a.txt"), "a");
  await symlink("b.txt", join(folder, "books/link.txt"));
});
afterAll(() => rm(folder, { recursive: true }));

const single = { blob: { metadata: { type: {} }, uri: "books/b.txt" } };
const multipart = { blob: { metadata: { type: { dimensionality: "MULTIPART" } }, uri: "books" } };

function plan(literals: Record<string, object>) {
  const inputs = fromJson(LiteralMapSchema, { literals: literals as never });
  return planUploads(inputs, { uploadUri: "s3://b/up", workingDirectory: folder });
}

it("gives local files and folders a place in the store, and leaves URIs alone", async () => {
  const planned = await plan({
    text: { scalar: single },
    many: { collection: { literals: [{ scalar: multipart }, { scalar: { blob: { uri: "https://h/x" } } }] } },
  });
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  expect(planned.value.uploads).toEqual([
    { path: join(folder, "books/b.txt"), uri: "s3://b/up/text/0/b.txt", kind: "file" },
    { path: join(folder, "books"), uri: "s3://b/up/many/1/books", kind: "folder" },
  ]);
  expect(toJson(LiteralMapSchema, planned.value.inputs)).toMatchObject({
    literals: {
      text: { scalar: { blob: { uri: "s3://b/up/text/0/b.txt" } } },
      many: {
        collection: {
          literals: [
            { scalar: { blob: { uri: "s3://b/up/many/1/books" } } },
            { scalar: { blob: { uri: "https://h/x" } } },
          ],
        },
      },
    },
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

it("refuses what is missing, and a folder for a file", async () => {
  const planned = await plan({
    a: { scalar: { blob: { ...single.blob, uri: "none.txt" } } },
    b: { scalar: { blob: { ...single.blob, uri: "books" } } },
    c: { scalar: { blob: { ...multipart.blob, uri: "books/b.txt" } } },
  });
  expect(planned.ok ? [] : planned.problems.map(({ what, where }) => `${where}: ${what}`)).toEqual([
    "none.txt: input a must be a file, and there is nothing of that name",
    "books: input b must be a file, not a folder",
    "books/b.txt: input c must be a folder, not a file",
  ]);
});
