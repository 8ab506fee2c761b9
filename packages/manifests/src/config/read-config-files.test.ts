import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfigFiles } from "./read-config-files.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-config-"));
  await mkdir(join(folder, "sub.yaml"));
  await mkdir(join(folder, "other"));
  for (const name of ["b.yaml", "B.yaml", "10.yaml", "9.yaml", "c.yml", "other/d.yaml"]) {
    await writeFile(join(folder, name), `storage: { container: ${name.replace("/", "-")} }\n`);
  }
  await writeFile(join(folder, "latin.conf.yaml"), Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a]));
  await writeFile(join(folder, "flyte.conf"), "a: b\n");
});
afterAll(() => rm(folder, { recursive: true }));

async function names(...paths: readonly string[]): Promise<readonly (string | undefined)[]> {
  const read = await readConfigFiles(paths.map((path) => join(folder, path)));
  const found = read.ok ? read.value.map(({ name }) => name) : read.problems.map(({ code, what }) => `${code} ${what}`);
  return found.map((each) => each.replaceAll(`${folder}/`, ""));
}

test("finds a pattern's files in the order of their bytes, and no folders", async () => {
  expect(await names("[^l]*.yaml")).toEqual(["10.yaml", "9.yaml", "B.yaml", "b.yaml"]);
});

test("keeps the order of several paths, and a file that two of them name once", async () => {
  expect(await names("b.yaml", "?.yaml", "*/d.yaml")).toEqual(["b.yaml", "9.yaml", "B.yaml", "other/d.yaml"]);
});

test("reads no more than a config may have, of a file without end either", async () => {
  const read = await readConfigFiles(["/dev/zero"]);
  expect(read.ok ? [] : read.problems.map(({ code, where }) => `${code} ${where}`)).toEqual([
    "MANIFEST_TOO_LARGE /dev/zero",
  ]);
});

test("tells every path that leads to no config", async () => {
  expect(await names("none.yaml", "*.json", "other", "latin.conf.yaml", "flyte.conf")).toEqual([
    "FILE_MISSING cannot read the config file none.yaml: no such file (ENOENT)",
    "FILE_MISSING cannot read the config file *.json: no file matches it",
    "FILE_MISSING cannot read the config file other: it is a folder",
    "MANIFEST_INVALID not a text file: it is not UTF-8",
    'CONFIG_FILE_UNSUPPORTED Unsupported Config Type "conf"',
  ]);
});
