import { parseArgs } from "node:util";
import { openCluster } from "../../test/cluster/cluster.ts";
import { ownProcesses } from "../../test/cluster/parts/own-process.ts";
import { clusterFolder } from "../../test/cluster/parts/places.ts";
import { startCluster } from "../../test/cluster/start-cluster.ts";
import { stopCluster } from "../../test/cluster/stop-cluster.ts";
import { InstallError } from "../stores/run-command.ts";
import { installCluster } from "./install-cluster.ts";

/** `npm run cluster -- up [--node] | down | status`, each with `--name NAME` where one cluster is not enough. */
const usage = "usage: npm run cluster -- up [--node] | down | status  [--name NAME]";
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { node: { type: "boolean", default: false }, name: { type: "string", default: "main" } },
});
const folder = clusterFolder(values.name);
const commands: Readonly<Record<string, () => Promise<void>>> = { up, down, status };

try {
  const command = positionals.length === 1 ? commands[positionals[0] ?? ""] : undefined;
  if (command) await command();
  else {
    console.error(usage);
    process.exitCode = 2;
  }
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(`cluster: ${error.message}`);
  process.exitCode = 4;
}

async function up(): Promise<void> {
  await installCluster(values.node);
  const there = openCluster(folder);
  const whole = there !== undefined && (there.hasNode || !values.node) && (await there.isWhole());
  if (!whole) await startCluster({ folder, node: values.node, life: "detached" });
  await status();
}

async function down(): Promise<void> {
  await stopCluster(folder);
}

async function status(): Promise<void> {
  const cluster = openCluster(folder);
  if (!cluster || !(await cluster.isWhole())) {
    const left = ownProcesses(folder).length;
    console.log(left > 0 || cluster ? `broken: ${left} processes; up repairs it, down removes it` : "down");
    process.exitCode = 1;
    return;
  }
  const { server, kubeconfig } = cluster;
  console.log(`up: ${server}${cluster.hasNode ? `, node ${cluster.node.name} at ${cluster.node.nodeIp}` : ""}`);
  console.log(`export KUBECONFIG=${kubeconfig}`);
}
