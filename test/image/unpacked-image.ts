import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An image of an OCI archive, as a container would find it. */
interface UnpackedImage {
  readonly digest: string;
  readonly config: { readonly User: string; readonly Entrypoint: readonly string[]; readonly Env: readonly string[] };
  /** The folder that is its root; places for what a container engine mounts are made in it. */
  readonly root: string;
  /** What is in it, by tar's names: folders end in a slash. */
  readonly entries: readonly string[];
}

/** @source https://github.com/opencontainers/image-spec v1.1: image-layout.md, manifest.md */
export function unpackImage(archive: string, folder: string): UnpackedImage {
  const layout = join(folder, "layout");
  const root = join(folder, "root");
  for (const path of [layout, root]) mkdirSync(path);
  execFileSync("tar", ["-xf", archive, "-C", layout]);
  const blob = (digest: string) => join(layout, "blobs", digest.replace(":", "/"));
  const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));
  const { digest } = json(join(layout, "index.json")).manifests[0];
  const manifest = json(blob(digest));
  const entries = (manifest.layers as readonly { readonly digest: string }[]).flatMap((layer) => {
    const listed = execFileSync("tar", ["-xzvf", blob(layer.digest), "-C", root], { encoding: "utf8" });
    return listed.trim().split("\n");
  });
  for (const mountPoint of ["dev", "proc", "var/flyte/inputs", "var/flyte/outputs"]) {
    mkdirSync(join(root, mountPoint), { recursive: true });
  }
  writeFileSync(join(root, "etc/hosts"), "");
  return { digest, config: json(blob(manifest.config.digest)).config, root, entries };
}
