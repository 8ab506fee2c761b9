import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { InstallError } from "../stores/run-command.ts";

/** What a node is made of beside Kubernetes' own programs, as Debian and Ubuntu call it. */
const packages = [
  { name: "containerd", has: () => runs("containerd", "--version") && runs("ctr", "--version") },
  { name: "runc", has: () => runs("runc", "--version") },
  {
    name: "containernetworking-plugins",
    has: () => existsSync("/usr/lib/cni/bridge") || existsSync("/opt/cni/bin/bridge"),
  },
  { name: "catatonit", has: () => runs("catatonit", "--version") },
  { name: "busybox-static", has: () => runs("busybox", "true") && isStatic("busybox") },
  { name: "iptables", has: () => runs("iptables", "--version") },
  { name: "iproute2", has: () => runs("ip", "-Version") },
] as const;

/** Installs with apt-get what is missing, where this user may. @throws InstallError that says what to install */
export async function installNodePackages(): Promise<void> {
  if (process.getuid?.() !== 0)
    throw new InstallError("a cluster with a node needs root: sudo npm run cluster -- up --node");
  const missing = packages.filter(({ has }) => !has()).map(({ name }) => name);
  if (missing.length === 0) return;
  console.error(`cluster: installing ${missing.join(", ")} with apt-get`);
  const install = () => apt("install", "--no-install-recommends", ...missing);
  if (install() || (apt("update") && install())) return;
  throw new InstallError(
    `install what the node is made of: apt-get install --no-install-recommends ${missing.join(" ")}`,
  );
}

function apt(...args: readonly string[]): boolean {
  const options = ["-o", "DPkg::Lock::Timeout=120", "--yes", "--quiet"];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", [...options, ...args], { env, stdio: ["ignore", "ignore", 2] }).status === 0;
}

function runs(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

/** An image of nothing else has no libraries for it. */
function isStatic(program: string): boolean {
  const listing = spawnSync("/bin/sh", ["-c", `ldd "$(command -v ${program})" 2>&1`], { encoding: "utf8" }).stdout;
  return !listing.includes("=>");
}
