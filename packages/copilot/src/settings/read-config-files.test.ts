import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfigFiles } from "./read-config-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-config-"));
});
afterEach(() => rm(folder, { recursive: true }));

const stow = (...lines: readonly string[]) => ["storage:", "  stow:", "    config:", ...lines].join("\n");

test("reads what the pattern matches in the order of the names, the later over the earlier, key by key", async () => {
  await writeFile(join(folder, "b.yaml"), stow("      region: second"));
  await writeFile(join(folder, "a.yaml"), stow("      region: first", "      endpoint: e"));
  await symlink("nowhere", join(folder, "c.yaml"));
  const none = join(folder, "*.yml");
  expect(await readConfigFiles([join(folder, "*.yaml"), "", none])).toEqual({
    paths: [join(folder, "a.yaml"), join(folder, "b.yaml")],
    unmatched: [none],
    layer: { stowConfig: { region: "second", endpoint: "e" } },
  });
});

test.each([
  {
    name: "a value that YAML cannot read",
    line: '      secret_key: "do-not-print',
    what: "the config file is not YAML",
    where: ", line 4, column 32",
  },
  {
    name: "an alias of nothing",
    line: "      secret_key: *do-not-print",
    what: "this is not a text",
    where: ", line 4, storage.stow.config.secret_key",
  },
])("says where a file is broken, and nothing of what stands there: $name", async ({ line, what, where }) => {
  await writeFile(join(folder, "a.yaml"), stow(line));
  const error: unknown = await readConfigFiles([join(folder, "a.yaml")]).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    problems: [{ code: "CONFIG_INVALID", what, where: `${folder}/a.yaml${where}` }],
  });
  expect((error as Error).message).not.toContain("do-not-print");
});

test("warns nobody of a tag that YAML does not know, in words that quote the file", async () => {
  const warnings: string[] = [];
  const onWarning = ({ message }: Error) => warnings.push(message);
  process.on("warning", onWarning);
  await writeFile(join(folder, "a.yaml"), stow("      secret_key: !do-not-print x"));
  expect(await readConfigFiles([join(folder, "a.yaml")])).toMatchObject({ layer: { stowConfig: { secret_key: "x" } } });
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", onWarning);
  expect(warnings).toEqual([]);
});
