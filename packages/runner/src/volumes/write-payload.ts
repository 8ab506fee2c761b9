import { chmod, mkdir, mkdtemp, rename, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { payloadLayout } from "./payload-layout.ts";
import type { VolumeFile } from "./volume-file.ts";

/**
 * Writes files as the kubelet does: into a folder named by the time, which `..data` points to, with one
 * link for each top-level name, so that a reader sees them change all at once. The umask has no say.
 * @source pkg/volume/util/atomic_writer.go, kubernetes/kubernetes v1.36
 */
export async function writePayload(folder: string, files: readonly VolumeFile[], now: Date): Promise<void> {
  const { stamp, folders, names } = payloadLayout(files, now);
  const data = await mkdtemp(join(folder, `${stamp}.`));
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
  for (const name of names) await symlink(join("..data", name), join(folder, name));
}
