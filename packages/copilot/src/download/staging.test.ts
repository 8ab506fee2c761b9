import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStaging, stageBytes } from "./staging.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-staging-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mode = 0o666;

test("shows nothing before it is published, and then everything", async () => {
  const staging = await openStaging(join(folder, "data"));
  staging.folder("empty");
  await stageBytes(staging, { path: "a/b", bytes: Buffer.from("text"), mode });
  expect((await readdir(join(folder, "data"))).filter((name) => !name.startsWith("."))).toEqual([]);
  await staging.publish();
  await staging.discard();
  expect((await readdir(join(folder, "data"))).sort()).toEqual(["a", "empty"]);
  expect(await readFile(join(folder, "data/a/b"), "utf8")).toBe("text");
});

test("takes the place of files, folders and links that stand there, and follows none", async () => {
  const data = join(folder, "data");
  await mkdir(join(data, "folder/full"), { recursive: true });
  await mkdir(join(folder, "elsewhere"));
  await writeFile(join(data, "file"), "old");
  await symlink("../elsewhere", join(data, "link"));
  const staging = await openStaging(data);
  for (const path of ["folder", "file/now/a/folder", "link/in"]) {
    await stageBytes(staging, { path, bytes: Buffer.from(path), mode });
  }
  await staging.publish();
  await staging.discard();
  for (const path of ["folder", "file/now/a/folder", "link/in"]) {
    expect(await readFile(join(data, path), "utf8")).toBe(path);
  }
  expect(await readdir(join(folder, "elsewhere"))).toEqual([]);
});

test("cuts off what was written of a longer blob before", async () => {
  const staging = await openStaging(folder);
  const file = await staging.file("a", mode);
  file.write(Buffer.from("the longer one"), 0);
  file.write(Buffer.from("short"), 0);
  file.end(5);
  file.close();
  await staging.publish();
  expect(await readFile(join(folder, "a"), "utf8")).toBe("short");
});

test("refuses a second file of one path", async () => {
  const staging = await openStaging(folder);
  await stageBytes(staging, { path: "a", bytes: Buffer.from("1"), mode });
  const second = stageBytes(staging, { path: "a", bytes: Buffer.from("2"), mode });
  await expect(second).rejects.toMatchObject({ problems: [{ code: "INPUT_NAME_UNSAFE" }] });
});

test("makes nothing outside when a folder of it becomes a link", async () => {
  await mkdir(join(folder, "elsewhere"));
  const staging = await openStaging(join(folder, "data"));
  staging.folder("a");
  const [hidden = ""] = await readdir(join(folder, "data"));
  await rm(join(folder, "data", hidden, "a"), { recursive: true });
  await symlink(join(folder, "elsewhere"), join(folder, "data", hidden, "a"));
  const planted = stageBytes(staging, { path: "a/secret", bytes: Buffer.from("x"), mode });
  await expect(planted).rejects.toMatchObject({ problems: [{ code: "INPUT_NAME_UNSAFE" }] });
  expect(await readdir(join(folder, "elsewhere"))).toEqual([]);
});
