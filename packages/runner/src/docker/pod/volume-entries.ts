import type { PlannedVolume } from "../../volumes/plan-volumes.ts";
import type { VolumeFile } from "../../volumes/volume-file.ts";
import type { TarEntry } from "../tar/write-tar.ts";

/**
 * A volume's folder and what is in it, laid out as a kubelet does: in a folder named by the time, which `..data` points to, with
 * one link for each top-level name.
 * @param fsGroup - the group that owns it all, and may read it and write where containers may
 * @source pkg/volume/util/atomic_writer.go, pkg/volume/volume_linux.go changeFilePermission, kubernetes/kubernetes v1.34
 */
export function volumeEntries(volume: PlannedVolume, now: Date, fsGroup: number | undefined): readonly TarEntry[] {
  const { name, files, folderMode } = volume;
  const root: TarEntry = { path: name, mode: folderMode, content: { type: "folder" } };
  const entries = [root, ...(files ? payloadEntries(name, files, now) : [])];
  return fsGroup === undefined ? entries : entries.map((entry) => givenToGroup(entry, fsGroup, files === undefined));
}

function payloadEntries(volume: string, files: readonly VolumeFile[], now: Date): readonly TarEntry[] {
  const data = `..${now.toISOString().slice(0, 19).replace(/[-T:]/g, "_")}.0`;
  const folders = [...new Set(files.flatMap(({ path }) => foldersOf(path)))];
  const names = [...new Set(files.map(({ path }) => path.split("/")[0] ?? path))];
  const link = (path: string, target: string): TarEntry => {
    return { path: `${volume}/${path}`, mode: 0o777, content: { type: "link", target } };
  };
  return [
    ...["", ...folders].map((path): TarEntry => {
      return { path: [volume, data, path].filter(Boolean).join("/"), mode: 0o755, content: { type: "folder" } };
    }),
    ...files.map(({ path, bytes, mode }): TarEntry => {
      return { path: `${volume}/${data}/${path}`, mode, content: { type: "file", bytes } };
    }),
    link("..data", data),
    ...names.map((name) => link(name, `..data/${name}`)),
  ];
}

/** The folders on the way to a file, parents first: `a` and `a/b` for `a/b/c`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function givenToGroup(entry: TarEntry, groupId: number, writable: boolean): TarEntry {
  if (entry.content.type === "link") return { ...entry, groupId };
  const mask = writable ? 0o660 : 0o440;
  return { ...entry, groupId, mode: entry.mode | mask | (entry.content.type === "folder" ? 0o2110 : 0) };
}
