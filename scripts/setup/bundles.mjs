import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { SetupError } from "./setup-error.mjs";

/**
 * Bundles the programs, unless the bundles are current; that is for the build to know.
 * @param {string} root
 */
export function ensureBundles(root) {
  const node = join(root, "node_modules/node/bin/node");
  const { status } = spawnSync(node, [join(root, "scripts/build.ts")], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new SetupError("the build failed, as it says above");
}
