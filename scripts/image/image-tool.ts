import { spawnSync } from "node:child_process";

/** What builds images here: buildah, else podman; undefined where neither is installed. */
export function imageTool(): string | undefined {
  return ["buildah", "podman"].find((name) => spawnSync(name, ["--version"]).status === 0);
}
