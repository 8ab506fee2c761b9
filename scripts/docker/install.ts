// Brings what `npm run test:docker` runs on, once: Podman with what its containers and their networks are made of.
import { existsSync } from "node:fs";
import { installPackages, isStatic, runs } from "../setup/apt-packages.ts";
import { InstallError } from "../stores/run-command.ts";

const packages = [
  { name: "podman", has: () => runs("podman", "--version") },
  { name: "runc", has: () => runs("runc", "--version") },
  { name: "catatonit", has: () => runs("catatonit", "--version") },
  { name: "netavark", has: () => existsSync("/usr/lib/podman/netavark") || existsSync("/usr/libexec/podman/netavark") },
  {
    name: "aardvark-dns",
    has: () => existsSync("/usr/lib/podman/aardvark-dns") || existsSync("/usr/libexec/podman/aardvark-dns"),
  },
  // Of an ordinary user's Podman: its users, and its networks.
  { name: "uidmap", has: () => runs("sh", "-c", "command -v newuidmap newgidmap") },
  { name: "slirp4netns", has: () => runs("slirp4netns", "--version") },
  { name: "iptables", has: () => runs("iptables", "--version") },
  { name: "busybox-static", has: () => runs("busybox", "true") && isStatic("busybox") },
];

try {
  if (process.getuid?.() !== 0)
    throw new InstallError("the containers of these tests need root: sudo npm run test:docker");
  installPackages("docker", packages);
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(`docker: ${error.message}`);
  process.exitCode = 4;
}
