import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { openCluster } from "../../test/cluster/cluster.ts";
import { ownProcesses } from "../../test/cluster/parts/own-process.ts";
import { clusterFolder } from "../../test/cluster/parts/places.ts";
import { startCluster } from "../../test/cluster/start-cluster.ts";
import { stopCluster } from "../../test/cluster/stop-cluster.ts";
import { InstallError } from "../stores/run-command.ts";
import { describeCluster } from "./describe-cluster.ts";
import { installCluster } from "./install-cluster.ts";
import { type ClusterCommand, clusterUsage, readCommand } from "./read-command.ts";

type Verb<V extends ClusterCommand["verb"]> = Extract<ClusterCommand, { verb: V }>;

try {
  await obey(readCommand(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(`cluster: ${error.message}`);
  process.exitCode = 4;
}

async function obey(command: ClusterCommand): Promise<void> {
  switch (command.verb) {
    case "up":
      return await up(command);
    case "load":
      return await load(command);
    case "status":
      return await status(command.name);
    case "down":
      return await stopCluster(clusterFolder(command.name));
    case "help":
      console.log(clusterUsage);
      return;
    case "none":
      console.error(`cluster: ${command.wrong}\n${clusterUsage}`);
      process.exitCode = 2;
  }
}

async function up({ name, node }: Verb<"up">): Promise<void> {
  const folder = clusterFolder(name);
  await installCluster(node);
  const there = openCluster(folder);
  const whole = there !== undefined && (there.hasNode || !node) && (await there.isWhole());
  if (!whole) await startCluster({ folder, node, life: "detached" });
  await status(name);
}

async function status(name: string): Promise<void> {
  const folder = clusterFolder(name);
  const cluster = openCluster(folder);
  if (!cluster || !(await cluster.isWhole())) {
    const left = ownProcesses(folder).length;
    console.log(left > 0 || cluster ? `broken: ${left} processes; up repairs it, down removes it` : "down");
    process.exitCode = 1;
    return;
  }
  for (const line of await describeCluster(cluster)) console.log(line);
}

async function load({ name, archive, names }: Verb<"load">): Promise<void> {
  const cluster = openCluster(clusterFolder(name));
  if (!cluster?.hasNode || !(await cluster.isWhole())) {
    const bring = `npm run cluster -- up --node${name === "main" ? "" : ` --name ${name}`}`;
    throw new InstallError(`it is not up with a node; bring it: ${bring}`);
  }
  // npm runs scripts in the clone's folder, wherever it was called.
  const file = resolve(process.env.INIT_CWD ?? "", archive);
  if (!existsSync(file)) throw new InstallError(`there is no archive ${file}`);
  const loaded = await cluster.node.importImage(file, names).catch((error: Error) => {
    throw new InstallError(`the node does not take ${file}: ${error.message}`);
  });
  console.log(`loaded: ${loaded.join(", ")}`);
}
