import { existsSync } from "node:fs";
import { installPackages, isStatic, runs } from "../setup/apt-packages.ts";
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
  installPackages("cluster", packages);
}
