import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterPlan } from "../parts/cluster-plan.ts";
import { withLogTail } from "../parts/log-tail.ts";
import { childrenOf, ownPid, startOwn, stopOwn } from "../parts/own-process.ts";
import { runTool } from "../parts/run-tool.ts";

const name = "node-namespace";

/** Makes the namespaces that everything of the node lives in: with their first process, all of it ends. */
export async function startNodeNamespace({ folder, id, life }: ClusterPlan): Promise<void> {
  const ready = join(folder, "run/namespace-ready");
  rmSync(ready, { force: true });
  const script = join(import.meta.dirname, "node-namespace.sh");
  const own = ["--mount", "--net", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc", "--propagation=private"];
  await startOwn(folder, { name, life, command: ["unshare", ...own, "--", "/bin/sh", script, folder, id] });
  while (!existsSync(ready)) {
    if (ownPid(folder, name) === undefined) throw withLogTail(folder, name, "ended");
    await sleep(10);
  }
}

/** Ends every process of the node. */
export async function stopNodeNamespace(folder: string): Promise<void> {
  await stopOwn(folder, name, 0);
}

/** A command line that runs another one within the node. @throws where there is no node */
export function insideNode(folder: string, command: readonly string[]): readonly [string, ...string[]] {
  const target = `--target=${firstProcess(folder)}`;
  return ["nsenter", target, "--mount", "--net", "--pid", "--", ...command];
}

export async function runInNode(folder: string, command: readonly string[], input?: string): Promise<string> {
  return await runTool(insideNode(folder, command), input === undefined ? {} : { input });
}

/** The first process as this machine counts it. */
export function firstProcess(folder: string): number {
  const outer = ownPid(folder, name);
  const [first] = outer === undefined ? [] : childrenOf(outer);
  if (first === undefined) throw new Error(`no node stands in ${folder}`);
  return first;
}
