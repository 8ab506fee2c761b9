import { readFile } from "node:fs/promises";

/**
 * What a process has mounted, each file or folder by its path on its disk. Nothing of a process that has ended, or that is somebody
 * else's.
 */
export async function mountedFiles(processId: number): Promise<readonly string[]> {
  try {
    return filesIn(await readFile(`/proc/${processId}/mountinfo`, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // That this process has no room for another file says nothing of that one.
    if (code === "EMFILE" || code === "ENFILE") throw error;
    return [];
  }
}

/** @source proc_pid_mountinfo(5), field 4; show_mountinfo of fs/proc_namespace.c, linux, for what was deleted */
export function filesIn(mountinfo: string): readonly string[] {
  return mountinfo.split("\n").flatMap((line) => line.split(" ")[3]?.replace(/\/\/deleted$/, "") ?? []);
}
