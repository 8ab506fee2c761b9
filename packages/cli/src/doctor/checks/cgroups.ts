import { access, constants, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Check, type Finding, ok } from "../check.ts";

/** Whether the sandbox engine can hold containers to their limits: it needs a cgroup that it may write to. */
export const cgroupsCheck: Check = {
  name: "cgroups",
  run: () => findCgroups("/sys/fs/cgroup", "/proc/self/cgroup"),
};

/**
 * @param root - where cgroups are mounted
 * @param ownFile - `/proc/self/cgroup`: a line `id:controllers:path` for each hierarchy; version 2 has id 0 and no controllers
 * @source cgroups(7)
 */
export async function findCgroups(root: string, ownFile: string): Promise<Finding> {
  const lines = (await readFile(ownFile, "utf8").catch(() => "")).split("\n").filter(Boolean);
  const own = lines
    .map((line) => /^\d+:([^:]*):(.*)$/.exec(line) ?? [])
    .map(([, names = "", path = ""]) => ({ names, path }));
  const memory = own.find(({ names }) => names.split(",").includes("memory"));
  if (memory) return await judge(join(root, "memory", memory.path), "version 1");
  const unified = own.find(({ names }) => names === "");
  const controllers = await readFile(join(root, "cgroup.controllers"), "utf8").catch(() => undefined);
  if (!unified || controllers === undefined)
    return { status: "warning", what: "no cgroups with a memory controller are mounted", fix };
  if (!controllers.split(/\s/).includes("memory"))
    return { status: "warning", what: "version 2 without the memory controller", fix };
  return await judge(join(root, unified.path), "version 2");
}

async function judge(folder: string, version: string): Promise<Finding> {
  try {
    await access(folder, constants.W_OK);
    return ok(`${version}, and ${folder} is writable: limits of memory can be held`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { status: "warning", what: `${version}, and ${folder} is not writable (${code})`, fix };
  }
}

const fix =
  "without them limits have no effect in the sandbox (a warning; --strict refuses); run as root, or in a delegated scope: systemd-run --user --scope -p Delegate=yes podwright run ...";
