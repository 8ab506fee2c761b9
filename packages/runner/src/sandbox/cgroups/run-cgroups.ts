import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CgroupController, CgroupPlace, CgroupPlaces } from "./cgroup-places.ts";
import { type ContainerLimits, limitFiles } from "./limit-files.ts";
import { removeCgroup } from "./remove-cgroup.ts";

/** Cgroups of a run: one for each container while it runs. */
export interface RunCgroups {
  /** Makes a container's cgroups; those of its last run are gone by then. */
  make(container: string, limits: ContainerLimits): Promise<ContainerCgroups>;
}

export interface ContainerCgroups {
  /** What a process has to join before it makes the container; empty for one without limits. */
  readonly folders: readonly string[];
  /**
   * Ends what is left in them and removes them; what resists is left to whoever removes the run's folder.
   * @returns whether the kernel killed a process for want of memory
   */
  remove(): Promise<"oom-killed" | "not oom-killed">;
}

/**
 * @param name - of the run's own cgroup; it is made with the first container that has limits
 */
export function createRunCgroups(places: CgroupPlaces, name: string): RunCgroups {
  return {
    async make(container, limits) {
      const made: { readonly controller: CgroupController; readonly folder: string; readonly version: 1 | 2 }[] = [];
      for (const [key, place] of Object.entries(places)) {
        const controller = key as CgroupController;
        const files = limitFiles(controller, place.version, limits);
        if (files.length === 0) continue;
        const folder = join(await makeRunCgroup(place, name), container);
        await mkdir(folder, { recursive: true });
        for (const [file, text] of files) await writeFile(join(folder, file), text);
        made.push({ controller, folder, version: place.version });
      }
      const folders = [...new Set(made.map(({ folder }) => folder))];
      return {
        folders,
        async remove() {
          const memory = made.find(({ controller }) => controller === "memory");
          const killed = memory !== undefined && (await oomKills(memory.folder, memory.version)) > 0;
          for (const folder of folders) await removeCgroup(folder).catch(() => undefined);
          return killed ? "oom-killed" : "not oom-killed";
        },
      };
    },
  };
}

/** Where the cgroups of a run of this name are, or were. */
export function runCgroupFolders(places: CgroupPlaces, name: string): readonly string[] {
  return [...new Set(Object.values(places).map(({ folder }) => join(folder, name)))];
}

async function makeRunCgroup({ folder, version }: CgroupPlace, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  if (version === 2) {
    const given = (await readFile(join(path, "cgroup.controllers"), "utf8")).trim().split(" ");
    const wanted = ["memory", "cpu"].filter((controller) => given.includes(controller));
    await writeFile(join(path, "cgroup.subtree_control"), wanted.map((controller) => `+${controller}`).join(" "));
  }
  return path;
}

/** How many processes the kernel killed for this cgroup's limit. */
async function oomKills(folder: string, version: 1 | 2): Promise<number> {
  const file = join(folder, version === 1 ? "memory.oom_control" : "memory.events");
  return Number(/^oom_kill (\d+)$/m.exec(await readFile(file, "utf8"))?.[1] ?? 0);
}
