import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installPackages } from "./npm.mjs";
import { announce, SetupError } from "./setup-error.mjs";

/**
 * Installs what package-lock.json names, unless it is what npm installed last.
 * @param {string} root
 */
export function ensureNodeModules(root) {
  if (!areCurrent(root)) {
    announce("installing dependencies with npm ci");
    installPackages(root);
  }
  if (!existsSync(join(root, "node_modules/node/bin/node"))) {
    throw new SetupError(
      "npm did not run the install script of the package `node`, which brings Node 24: npm rebuild node --ignore-scripts=false",
    );
  }
}

/**
 * npm keeps the list of what it installed beside it, written after everything else: no list, no finished install.
 * @param {string} root
 */
function areCurrent(root) {
  const installedFile = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installedFile)) return false;
  const installed = packagesOf(installedFile);
  const wanted = packagesOf(join(root, "package-lock.json"));
  for (const path of new Set([...Object.keys(installed), ...Object.keys(wanted)])) {
    if (!path.includes("node_modules/")) continue;
    const [here, there] = [installed[path], wanted[path]];
    if (!here && there?.optional) continue;
    if (!here || !there || here.version !== there.version) return false;
  }
  return true;
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }>} by path below the root
 */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}
