import { payloadLayout } from "../../volumes/payload-layout.ts";
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
  const { stamp, folders, names } = payloadLayout(files, now);
  const data = `${stamp}.0`;
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

function givenToGroup(entry: TarEntry, groupId: number, writable: boolean): TarEntry {
  if (entry.content.type === "link") return { ...entry, groupId };
  const mask = writable ? 0o660 : 0o440;
  return { ...entry, groupId, mode: entry.mode | mask | (entry.content.type === "folder" ? 0o2110 : 0) };
}
