import { resolve } from "node:path";
import { exitCodes, printable, valueOrThrow } from "@podwright/core";
import { type ClusterChoice, connectCluster, createKubernetesRunner, isLookedAfter } from "@podwright/runner";
import { Command, Option } from "commander";
import { attachRun, findRun } from "../attach/attach-run.ts";
import { listRuns, renderRuns, renderRunsJson } from "../attach/list-runs.ts";
import { openRunStore } from "../attach/open-run-store.ts";
import { clusterChoice } from "../cluster/cluster-choice.ts";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions } from "../command-line/shared-options.ts";
import { renderRunJson } from "../output/run-json.ts";
import { chooseStyle } from "../output/style.ts";
import { readSettings, type Settings } from "../project/read-settings.ts";
import { detaching, type OwnedInterruption } from "../run/interruption.ts";
import { tellResult } from "../run/tell-result.ts";
import { watchRun } from "../run/watched-run.ts";
import type { Shell } from "../shell.ts";
import { withOwnTrust } from "../store/own-trust.ts";

interface AttachOptions
  extends Pick<SharedOptions, "config" | "project" | "kubeconfig" | "context" | "namespace" | "color"> {
  readonly detachOnInterrupt?: true;
  readonly logs?: string;
  readonly output: "text" | "json";
  readonly quiet?: true;
}

/** `podwright attach`: takes up a run that goes on in a cluster. */
export function attachCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("attach")
    .summary("take up a run that goes on in a cluster, or list those that do")
    .description(
      `Takes up a run that was left running in a cluster, and ends as run would have: logs and states on stderr, outputs on stdout, the task's
verdict as exit code. Without RUN it lists the runs of the namespace.`,
    )
    .argument("[run]", "the run: the name of its Pod")
    .option("--detach-on-interrupt", "leave the Pod running at Ctrl-C, unasked")
    .option("--logs <folder>", "keep the log in a file in this folder, too")
    .addOption(
      new Option("-o, --output <format>", "how to print what came of it").choices(["text", "json"]).default("text"),
    )
    .option("-q, --quiet", "print nothing but outputs and problems");
  const unused = ["file", "execution", "semantics", "boundary", "fromCluster", "flyteConfigMap", "namespace"] as const;
  for (const option of sharedOptions(...unused)) command.addOption(option);
  command.option("-n, --namespace <name>", "the run's namespace (default: the context's)");
  return command.addHelpText("after", examples).action(async (name: string | undefined, options: AttachOptions) => {
    finish(name === undefined ? await list(options, shell) : await attach(name, options, shell));
  });
}

const examples = `
Examples:
  $ podwright attach
  $ podwright attach r1b2c3d4e5f6-n0-0 -n flytesnacks-development --config flyte.yaml`;

async function list(options: AttachOptions, shell: Shell): Promise<number> {
  const settings = valueOrThrow(await readSettings(options, shell, { cluster: true }));
  const cluster = await connectCluster(clusterOf(options, settings, shell));
  try {
    const pods = await listRuns(cluster);
    if (options.output === "json") {
      shell.stdout.write(renderRunsJson(pods, cluster.namespace));
      return exitCodes.ok;
    }
    if (pods.length === 0) shell.stderr.write(`no runs in namespace ${cluster.namespace}\n`);
    const { stdout } = shell;
    const columns = stdout.isTTY ? stdout.columns : undefined;
    const style = chooseStyle(stdout, shell, options.color);
    if (pods.length > 0) stdout.write(renderRuns(pods, { now: new Date(), columns, style }));
    return exitCodes.ok;
  } finally {
    await cluster.close();
  }
}

async function attach(name: string, options: AttachOptions, shell: Shell): Promise<number> {
  const { output, quiet = false, color } = options;
  const settings = valueOrThrow(await readSettings(options, shell, { cluster: true }));
  const runner = createKubernetesRunner(clusterOf(options, settings, shell));
  let interruption: OwnedInterruption | undefined;
  let close = async (): Promise<void> => {};
  try {
    const found = await findRun(runner, name);
    interruption = detaching(shell, options.detachOnInterrupt === true || isLookedAfter(found.pod));
    const store = await withOwnTrust(openRunStore(found.notes, settings, shell), shell.environment);
    if (store) close = store.close;
    const logFile = options.logs && resolve(shell.workingDirectory, options.logs, `${name}.log`);
    const { view, shorten } = watchRun({ quiet, color, logFile }, shell);
    view.note(printable(`following ${name}; its data are in ${found.notes.outputPrefix}`));
    interruption.asksThrough?.(view.note);
    const attached = await attachRun(found, { runner, store: store?.blobs, view, interruption });
    const result = { ...attached, ...(logFile && { logFile }) };
    if (output === "json") shell.stdout.write(renderRunJson({ version: shell.version, ...result, results: [result] }));
    return tellResult(result, { output, quiet, color, style: chooseStyle(shell.stderr, shell, color), shorten }, shell);
  } finally {
    interruption?.end();
    await close();
    await runner.close();
  }
}

function clusterOf(
  { kubeconfig, namespace, context }: AttachOptions,
  { projectContext }: Pick<Settings, "projectContext">,
  { environment }: Shell,
): ClusterChoice {
  return clusterChoice({ kubeconfig, namespace, context: context ?? projectContext }, environment);
}
