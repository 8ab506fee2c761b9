import { type Problem, ProblemError } from "@podwright/core";
import { type BlobStore, bytesSource, openStore } from "@podwright/store";
import { expect, it } from "vitest";
import { withFolderAdvice } from "./folder-advice.ts";

const denied: Problem = { code: "STORE_ACCESS_DENIED", what: "w", where: "/f", fix: "let the user write it" };
const full: Problem = { code: "STORE_FOLDER_FAILED", what: "w", where: "/f", fix: "make room" };
const folderStore = await openStore({
  storage: {
    type: "stow",
    container: "c",
    "enable-multicontainer": false,
    stow: { kind: "local", config: { path: "/nowhere" } },
  },
  environment: {},
  trust: { certificates: [], searched: [] },
});

async function writing(uri: string, error: unknown): Promise<unknown> {
  const store: BlobStore = { ...folderStore, write: () => Promise.reject(error) };
  return await withFolderAdvice(store)
    .write(uri, bytesSource(new Uint8Array()))
    .catch((caught) => caught);
}

it("says where a folder store may not be written to how to take another, and leaves other problems alone", async () => {
  expect(await writing("file://c/k", new ProblemError([denied, full]))).toMatchObject({
    problems: [
      {
        ...denied,
        fix: "give a folder of your own with --store FOLDER, or run from a folder of your own; else let the user write it",
      },
      full,
    ],
  });
});

it("leaves what other stores refuse, and bugs, as they are", async () => {
  const refused = new ProblemError([denied]);
  expect(await writing("s3://c/k", refused)).toBe(refused);
  const bug = new TypeError("bug");
  expect(await writing("file://c/k", bug)).toBe(bug);
});
