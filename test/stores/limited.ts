import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";

/** The memory that Flyte gives a copilot by default, in bytes: 128 MiB. */
const limitBytes = 134_217_728;

/** Runs programs as a Pod with a memory limit and few file descriptors would, each in a limit of its own. */
export interface MemoryLimit {
  /** What a command line is given to. */
  readonly under: readonly string[];
  /** Removes what the runs left in the kernel; none may run any more. */
  close(): void;
}

/** For bash: other shells drop variables with dots in their names, which the copilot reads. */
const fewFiles = "ulimit -n 256";

/** @returns why this machine, or this user, cannot limit memory */
export function openMemoryLimit(): MemoryLimit | { readonly reason: string } {
  const own = readFileSync("/proc/self/cgroup", "utf8");
  const [, controllerPath] = /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m.exec(own) ?? [];
  return controllerPath === undefined ? limitOfSystemd() : limitOfCgroupV1(controllerPath);
}

/**
 * Below this process's own group, so that whatever limits that still holds. There, or at the mount itself where a container sees
 * no more than its own part of the tree. Memory counts with the page cache, which the kernel takes back.
 */
function limitOfCgroupV1(ownPath: string): MemoryLimit | { readonly reason: string } {
  const mount = "/sys/fs/cgroup/memory";
  const parent = [join(mount, ownPath), mount].find((folder) => existsSync(join(folder, "memory.limit_in_bytes")));
  if (parent === undefined) return { reason: `${mount} is not mounted` };
  let folder: string;
  try {
    folder = mkdtempSync(join(parent, "podwright-test-"));
  } catch (error) {
    return { reason: `no memory cgroup can be made: ${(error as Error).message}; run the tests as root` };
  }
  const script = [
    `group=${folder}/$$`,
    "mkdir $group",
    `echo ${limitBytes} >$group/memory.limit_in_bytes`,
    // With swap, where the kernel counts it: no more in all.
    `{ [ ! -e $group/memory.memsw.limit_in_bytes ] || echo ${limitBytes} >$group/memory.memsw.limit_in_bytes; }`,
    "echo $$ >$group/cgroup.procs",
    fewFiles,
    'exec "$@"',
  ].join(" && ");
  const close = () => {
    process.off("exit", close);
    for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      rmdirSync(join(folder, name));
    }
    rmdirSync(folder);
  };
  process.once("exit", close);
  return { under: ["bash", "-c", script, "limited"], close };
}

/** In cgroup v2 a group with processes has no limited groups below it, so systemd makes one elsewhere: a scope for each run. */
function limitOfSystemd(): MemoryLimit | { readonly reason: string } {
  const manager = process.getuid?.() === 0 ? [] : ["--user"];
  const properties = ["--property", `MemoryMax=${limitBytes}`, "--property", "MemorySwapMax=0"];
  const scope = ["systemd-run", ...manager, "--scope", "--quiet", "--collect", ...properties];
  const trial = spawnSync(scope[0]!, [...scope.slice(1), "true"], { encoding: "utf8" });
  if (trial.status !== 0) {
    return { reason: `systemd-run cannot limit memory: ${trial.error?.message ?? trial.stderr.trim()}` };
  }
  return { under: [...scope, "bash", "-c", `${fewFiles} && exec "$@"`, "limited"], close: () => {} };
}
