import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findCgroups } from "./cgroups.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "podwright-cgroups-"));
});
afterAll(() => rm(root, { recursive: true }));

const cases = [
  {
    name: "version 1 by its memory hierarchy, also where the unified one is there too",
    own: "8:pids:/\n4:memory:/a/b\n0::/\n",
    files: ["memory/a/b/tasks"],
    want: { status: "ok", what: "version 1, and @/memory/a/b is writable: limits of memory can be held" },
  },
  {
    name: "version 2 by the process's own group",
    own: "0::/user.slice/x.scope\n",
    files: ["user.slice/x.scope/cgroup.procs", "cgroup.controllers=cpu memory pids"],
    want: { status: "ok", what: "version 2, and @/user.slice/x.scope is writable: limits of memory can be held" },
  },
  {
    name: "version 2 without a memory controller",
    own: "0::/\n",
    files: ["cgroup.controllers=cpu pids"],
    want: { status: "warning", what: "version 2 without the memory controller" },
  },
  {
    name: "a group that is not there",
    own: "4:memory:/gone\n",
    files: [],
    want: { status: "warning", what: "version 1, and @/memory/gone is not writable (ENOENT)" },
  },
  {
    name: "no cgroups at all",
    own: "",
    files: [],
    want: { status: "warning", what: "no cgroups with a memory controller are mounted" },
  },
] as const;

test.each(cases)("finds $name", async ({ name, own, files, want }) => {
  const folder = join(root, name.replaceAll(" ", "-"));
  await mkdir(folder);
  for (const [path = "", text = ""] of files.map((file) => file.split("="))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const ownFile = join(folder, "own");
  await writeFile(ownFile, own);
  const { status, what } = await findCgroups(folder, ownFile);
  expect({ status, what: what.replaceAll(folder, "@") }).toEqual(want);
});
