import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hyperFolder, hyperNames, hyperSource, kubernetesVersion } from "../../test/cluster/parts/places.ts";
import { runCommand } from "../stores/run-command.ts";
import { installNodePackages } from "./install-node-packages.ts";

/**
 * Brings what a cluster is made of, once: the programs of Kubernetes (built by Go) and, for a node, packages of the distribution.
 * Where they all stand already, it says nothing and asks no network.
 * @throws InstallError
 */
export async function installCluster(node: boolean): Promise<void> {
  if (node) await installNodePackages();
  if (!existsSync(hyperFolder())) await buildHyper();
}

/** Fills a folder beside its own and renames it, so that one that is there is whole. */
async function buildHyper(): Promise<void> {
  const needs = /^go (.*)$/m.exec(readFileSync(join(hyperSource, "go.mod"), "utf8"))?.[1];
  const go = `Go ${needs} or newer`;
  await runCommand({
    command: ["go", "version"],
    quiet: true,
    missing: `Kubernetes is built by Go, and there is no program \`go\` on the PATH: install ${go} (https://go.dev/dl)`,
  });
  const folder = hyperFolder();
  await mkdir(dirname(folder), { recursive: true });
  const beside = await mkdtemp(`${folder}.`);
  console.error(`cluster: building Kubernetes ${kubernetesVersion} (once; minutes, where Go has not built it before)`);
  const startMs = Date.now();
  try {
    await runCommand({
      command: ["nice", "-n", "10", "go", "build", ...buildFlags(), "-o", join(beside, "hyper"), "."],
      folder: hyperSource,
      environment: { CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" },
      failed: `Go could not build Kubernetes, as it says above; it needs ${go} and a module proxy (GOPROXY) that answers`,
    });
    for (const name of hyperNames) await symlink("hyper", join(beside, name));
    await rename(beside, folder);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  console.error(`cluster: Kubernetes is there, after ${Math.round((Date.now() - startMs) / 1000)} s`);
}

/** The version is what the API server says of itself, and what it tells its age by. */
function buildFlags(): readonly string[] {
  const [major = "", minor = ""] = kubernetesVersion.slice(1).split(".");
  const told = { gitVersion: kubernetesVersion, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
  const settings = Object.entries(told).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  return ["-mod=readonly", "-buildvcs=false", "-trimpath", "-ldflags", ["-s", "-w", ...settings].join(" ")];
}
