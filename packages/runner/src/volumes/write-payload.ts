import { chmod, mkdir, mkdtemp, rename, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { VolumeFile } from "./volume-file.ts";

/**
 * Writes files as the kubelet does: into a folder named by the time, which `..data` points to, with one
 * link for each top-level name, so that a reader sees them change all at once. The umask has no say.
 * @source pkg/volume/util/atomic_writer.go, kubernetes/kubernetes v1.36
 */
export async function writePayload(folder: string, files: readonly VolumeFile[], now: Date): Promise<void> {
  const stamp = now.toISOString().slice(0, 19).replace(/[-T:]/g, "_");
  const data = await mkdtemp(join(folder, `..${stamp}.`));
  const folders = [...new Set(files.flatMap(({ path }) => foldersOf(path)))];
  for (const folderIn of ["", ...folders]) {
    await mkdir(join(data, folderIn), { recursive: true });
    await chmod(join(data, folderIn), 0o755);
  }
  for (const { path, bytes, mode } of files) {
    const file = join(data, path);
    await writeFile(file, bytes);
    await chmod(file, mode);
  }
  await symlink(basename(data), join(folder, "..data_tmp"));
  await rename(join(folder, "..data_tmp"), join(folder, "..data"));
  const names = new Set(files.map(({ path }) => path.split("/")[0] ?? path));
  for (const name of names) await symlink(join("..data", name), join(folder, name));
}

/** The folders on the way to a file, parents first: `a` and `a/b` for `a/b/c`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
