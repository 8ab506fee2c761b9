import { spawnSync } from "node:child_process";
import { imageTool } from "./image-tool.ts";

/** Brings buildah for `npm run test:image` where this user may install it; says how to where not. */
if (!imageTool()) {
  const apt = (...args: readonly string[]) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=120", "--yes", "--quiet", ...args], {
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  const install = () => apt("install", "--no-install-recommends", "buildah").status === 0;
  console.error("image: installing buildah with apt-get");
  const installed = process.getuid?.() === 0 && (install() || (apt("update").status === 0 && install()));
  if (!installed) {
    console.error("image: install buildah or podman: apt-get install --no-install-recommends buildah, as root");
    process.exitCode = 4;
  }
}
