import { spawnSync } from "node:child_process";
import { InstallError } from "../stores/run-command.ts";

/** A package as Debian and Ubuntu call it, and how to tell that it need not be installed. */
export interface AptPackage {
  readonly name: string;
  has(): boolean;
}

/**
 * Installs with apt-get what is missing, where this user may.
 * @param who - begins what is said meanwhile
 * @throws InstallError that says what to install
 */
export function installPackages(who: string, packages: readonly AptPackage[]): void {
  const missing = packages.filter((wanted) => !wanted.has()).map(({ name }) => name);
  if (missing.length === 0) return;
  console.error(`${who}: installing ${missing.join(", ")} with apt-get`);
  const install = () => apt("install", "--no-install-recommends", ...missing);
  if (process.getuid?.() === 0 && (install() || (apt("update") && install()))) return;
  throw new InstallError(`install, as root: apt-get install --no-install-recommends ${missing.join(" ")}`);
}

function apt(...args: readonly string[]): boolean {
  const options = ["-o", "DPkg::Lock::Timeout=120", "--yes", "--quiet"];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", [...options, ...args], { env, stdio: ["ignore", "ignore", 2] }).status === 0;
}

export function runs(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

/** An image of nothing else has no libraries for it. */
export function isStatic(program: string): boolean {
  const listing = spawnSync("/bin/sh", ["-c", `ldd "$(command -v ${program})" 2>&1`], { encoding: "utf8" }).stdout;
  return !listing.includes("=>");
}
