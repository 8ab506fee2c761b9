// Brings the servers that `npm run test:stores` tests against, once: MinIO, fake-gcs-server (built by Go) and Azurite (by npm).
// Where they all stand already, it says nothing and asks no network.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type Command, InstallError, runCommand } from "./run-command.ts";
import { azurite, azuriteScript, fakeGcsServer, type GoTool, minio, programOf, toolFolder } from "./tools.ts";

/** Names of those to bring; all where none is given. */
const wanted = process.argv.slice(2);
const isWanted = ({ name }: { readonly name: string }) => wanted.length === 0 || wanted.includes(name);

try {
  for (const tool of [minio, fakeGcsServer].filter(isWanted)) {
    if (!existsSync(programOf(tool))) await installed(tool, (folder) => installByGo(tool, folder));
  }
  if (isWanted(azurite) && !existsSync(azuriteScript())) await installed(azurite, installAzurite);
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(`stores: ${error.message}`);
  process.exitCode = 4;
}

/** Fills a folder beside the tool's own and renames it, so that a tool that is there is whole. */
async function installed(
  tool: { readonly name: string; readonly version: string },
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = toolFolder(tool);
  await mkdir(dirname(folder), { recursive: true });
  const beside = await mkdtemp(`${folder}.`);
  const startMs = Date.now();
  try {
    await fill(beside);
    await rm(folder, { recursive: true, force: true });
    await rename(beside, folder);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  console.error(`stores: ${tool.name} is there, after ${Math.round((Date.now() - startMs) / 1000)} s`);
}

async function installByGo(tool: GoTool, folder: string): Promise<void> {
  const go = `Go ${fakeGcsServer.go} or newer`;
  await runCommand({
    command: ["go", "version"],
    quiet: true,
    missing: `${tool.name} is built by Go, and there is no program \`go\` on the PATH: install ${go} (https://go.dev/dl)`,
  });
  const source = `${tool.module}@${tool.version}`;
  console.error(`stores: building ${source} with go install (once; minutes, where Go has not built it before)`);
  await runCommand({
    command: ["go", "install", source],
    environment: { GOBIN: folder },
    failed: `Go could not build ${tool.name}, as it says above; it needs Go ${tool.go} or newer and a module proxy (GOPROXY) that answers`,
  });
}

async function installAzurite(folder: string): Promise<void> {
  const source = `${azurite.name}@${azurite.version}`;
  console.error(`stores: installing ${source} with npm (once; 370 MB)`);
  const { npm_execpath: script, npm_node_execpath: node = process.execPath } = process.env;
  const npm: Command["command"] = script ? [node, script] : ["npm"];
  const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  await runCommand({
    command: [...npm, "install", "--prefix", folder, ...options, source],
    quiet: true,
    failed: `npm could not install ${source}, as it says above`,
  });
}
