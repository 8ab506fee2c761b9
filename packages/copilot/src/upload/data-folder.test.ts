import { execFileSync } from "node:child_process";
import { closeSync, readFileSync } from "node:fs";
import { link, mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inspect, openDataFolder, openInside, openInsideSync } from "./data-folder.ts";
import { pinFile } from "./pinned-file.ts";
import { walkOutput } from "./walk-output.ts";

let root: string;
let outputs: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "podwright-outputs-"));
  outputs = join(root, "outputs");
  await mkdir(join(outputs, "sub"), { recursive: true });
  await writeFile(join(root, "secret"), "token");
});
afterEach(() => rm(root, { recursive: true }));

async function readInside(name: string): Promise<string> {
  const file = await openInside(await openDataFolder(outputs), name);
  try {
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

async function filesBelow(name: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const found of walkOutput(await openDataFolder(outputs), name)) names.push(found);
  return names;
}

const refused: readonly { readonly name: string; readonly plant: () => unknown; readonly says: string }[] = [
  {
    name: "a link that leads outside",
    plant: () => symlink("../secret", join(outputs, "x")),
    says: "it leads outside the output directory",
  },
  {
    name: "a link to a link that leads outside",
    plant: async () => {
      await symlink("sub/y", join(outputs, "x"));
      await symlink("../../secret", join(outputs, "sub/y"));
    },
    says: "it leads outside the output directory",
  },
  {
    name: "the environment of the copilot",
    plant: () => symlink("/proc/self/environ", join(outputs, "x")),
    says: "it leads outside the output directory",
  },
  {
    name: "a device",
    plant: () => symlink("/dev/zero", join(outputs, "x")),
    says: "it leads outside the output directory",
  },
  {
    name: "a link to nothing",
    plant: () => symlink("nowhere", join(outputs, "x")),
    says: "it is a link to something that does not exist in this container",
  },
  { name: "a link to itself", plant: () => symlink("x", join(outputs, "x")), says: "it is a link to itself" },
  {
    name: "a pipe",
    plant: () => execFileSync("mkfifo", [join(outputs, "x")]),
    says: "it is a pipe, a socket or a device",
  },
  {
    name: "a hard link to a file outside",
    plant: () => link(join(root, "secret"), join(outputs, "x")),
    says: "it is a hard link to a file that also stands outside the output directory",
  },
  {
    name: "one of two hard links to a file outside",
    plant: async () => {
      await link(join(root, "secret"), join(outputs, "x"));
      await link(join(root, "secret"), join(outputs, "sub/y"));
    },
    says: "it is a hard link to a file that also stands outside the output directory",
  },
];

for (const { name, plant, says } of refused) {
  test(`does not read ${name}`, async () => {
    await plant();
    const folder = await openDataFolder(outputs);
    expect(() => inspect(folder, "x")).toThrow(says);
    expect(() => openInsideSync(folder, "x")).toThrow(says);
    await expect(readInside("x")).rejects.toThrow(says);
  });
}

test("does not read a socket", async () => {
  const server = createServer().listen(join(outputs, "x"));
  try {
    await expect(readInside("x")).rejects.toThrow("it is a pipe, a socket or a device");
  } finally {
    server.close();
  }
});

test("reads through links that stay inside", async () => {
  await writeFile(join(outputs, "sub/file"), "content");
  await symlink("sub", join(outputs, "folder"));
  await symlink("folder/file", join(outputs, "x"));
  await link(join(outputs, "sub/file"), join(outputs, "hard"));
  expect([await readInside("x"), await readInside("folder/file"), await readInside("hard")]).toEqual([
    "content",
    "content",
    "content",
  ]);
});

test("reads the file that it judged, whatever is put in its place meanwhile", async () => {
  await writeFile(join(outputs, "x"), "content");
  const pinned = pinFile(await openDataFolder(outputs), "x");
  await rename(join(outputs, "x"), join(outputs, "y"));
  await symlink("../secret", join(outputs, "x"));
  expect(readFileSync(pinned!.procPath, "utf8")).toBe("content");
  closeSync(pinned!.fd);
});

test("lists every file below a folder by its name, links that stay inside as what they lead to", async () => {
  await mkdir(join(outputs, "x/b"), { recursive: true });
  for (const name of ["x/b/2", "x/a", "sub/1"]) await writeFile(join(outputs, name), "");
  await symlink("../sub", join(outputs, "x/c"));
  await symlink("a", join(outputs, "x/d"));
  expect(await filesBelow("x")).toEqual(["a", "b/2", "c/1", "d"]);
});

test("refuses a directory that holds a link to itself, a link outside or a pipe", async () => {
  await mkdir(join(outputs, "x"));
  await symlink("../x", join(outputs, "x/again"));
  await expect(filesBelow("x")).rejects.toThrow("it is a link to a directory that holds it");
  await rm(join(outputs, "x/again"));
  await symlink("../..", join(outputs, "x/out"));
  await expect(filesBelow("x")).rejects.toThrow("it leads outside the output directory");
  await rm(join(outputs, "x/out"));
  execFileSync("mkfifo", [join(outputs, "x/pipe")]);
  await expect(filesBelow("x")).rejects.toThrow("it is a pipe, a socket or a device");
});

test("finds nothing in a folder that does not exist", async () => {
  const folder = await openDataFolder(join(root, "none"));
  expect([inspect(folder, "x"), inspect(folder, "")]).toEqual([null, null]);
});
