import { chmod, lchown, lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Gives what is in a volume to `fsGroup`: folders hand their group on, files get read and, where the volume is writable, write
 * permission for it. These volumes are always new, so `fsGroupChangePolicy` makes no difference.
 * @source pkg/volume/volume_linux.go changeFilePermission, kubernetes/kubernetes v1.34
 */
export async function giveToGroup(path: string, groupId: number, writable: boolean): Promise<void> {
  const found = await lstat(path);
  await lchown(path, found.uid, groupId);
  if (found.isSymbolicLink()) return;
  const mask = writable ? 0o660 : 0o440;
  await chmod(path, (found.mode & 0o7777) | mask | (found.isDirectory() ? 0o2110 : 0));
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await giveToGroup(join(path, name), groupId, writable);
}
