import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { goGlob } from "./go-glob.ts";

const folder = await mkdtemp(join(tmpdir(), "podwright-glob-"));
afterAll(() => rm(folder, { recursive: true }));
await mkdir(join(folder, "..data"));
await mkdir(join(folder, "b.d/deep"), { recursive: true });
for (const name of ["..data/secret.yaml", "Z.yaml", "a.yaml", "b.d/c.yaml", "b.d/deep/d.yaml", "{a}.yml"]) {
  await writeFile(join(folder, name), "");
}
await symlink("..data/secret.yaml", join(folder, "secret.yaml"));
await symlink("nowhere", join(folder, "x.yaml"));

test.each([
  {
    name: "every file of a mounted Secret, by the bytes of its name",
    pattern: "*.yaml",
    want: ["Z.yaml", "a.yaml", "secret.yaml"],
  },
  { name: "within one part of the path", pattern: "*/*.yaml", want: ["..data/secret.yaml", "b.d/c.yaml"] },
  { name: "** as *", pattern: "**/*.yaml", want: ["..data/secret.yaml", "b.d/c.yaml"] },
  { name: "braces as letters", pattern: "{a}.y*", want: ["{a}.yml"] },
  { name: "a range", pattern: "[a-b].yaml", want: ["a.yaml"] },
  { name: "a path without a pattern", pattern: "b.d/c.yaml", want: ["b.d/c.yaml"] },
  { name: "no folder", pattern: "b.*", want: [] },
  { name: "nothing where nothing is", pattern: "none/*.yaml", want: [] },
])("finds $name", async ({ pattern, want }) => {
  expect(await goGlob(join(folder, pattern))).toEqual(want.map((name) => join(folder, name)));
});
