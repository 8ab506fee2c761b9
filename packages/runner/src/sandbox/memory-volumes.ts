import { execFile } from "node:child_process";
import { mkdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ProblemError } from "@podwright/core";
import type { PlannedVolume } from "../volumes/plan-volumes.ts";

const [mountPath, unmountPath] = ["/bin/mount", "/bin/umount"];

/**
 * Mounts the volumes that are to be kept in memory, each with its size, as folders under `parent`; only root can.
 * @problems SANDBOX_FAILED
 * @source pkg/volume/emptydir/empty_dir.go setupTmpfs, kubernetes/kubernetes v1.34
 */
export async function mountMemoryVolumes(parent: string, volumes: readonly PlannedVolume[]): Promise<void> {
  for (const { name, medium, limit } of volumes) {
    if (medium !== "memory") continue;
    const folder = join(parent, name);
    await mkdir(folder);
    const size = limit ? [`size=${limit.bytes}`] : [];
    const options = ["nosuid", "nodev", ...size].join(",");
    try {
      await promisify(execFile)(mountPath, ["-t", "tmpfs", "-o", options, "podwright", folder], { env: {} });
    } catch (error) {
      throw new ProblemError([notMounted(name, String((error as { stderr?: string }).stderr || error).trim())], {
        cause: error,
      });
    }
  }
}

/** Unmounts whatever is mounted in a folder; nothing to do for who is not root. */
export async function unmountBelow(folder: string): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return;
  const mounts = await readFile("/proc/self/mountinfo", "utf8");
  const points = mounts.split("\n").map((line) => withoutEscapes(line.split(" ")[4] ?? ""));
  for (const point of points.filter((path) => path.startsWith(`${real}/`)).toReversed()) {
    await promisify(execFile)(unmountPath, ["--lazy", point], { env: {} });
  }
}

/** @source proc_pid_mountinfo(5): spaces and the like are three octal digits after a backslash */
function withoutEscapes(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function notMounted(name: string, said: string) {
  return {
    code: "SANDBOX_FAILED",
    what: `volume ${name} is to be kept in memory, and no tmpfs can be mounted for it`,
    where: said,
    fix: "leave `medium: Memory` out for this run, or run as an ordinary user, where it is kept on disk",
  } as const;
}
