import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { valueOrThrow } from "@podwright/core";
import { engineChoices } from "@podwright/manifests";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions } from "../command-line/shared-options.ts";
import { labelsOf } from "../many/label-tasks.ts";
import { planTasks } from "../many/plan-tasks.ts";
import { logsName, runSeveral } from "../many/run-several.ts";
import { readSettings } from "../project/read-settings.ts";
import { openContext, type RunFlags } from "../run/open-context.ts";
import { runOne } from "../run/run-one.ts";
import type { Shell } from "../shell.ts";

interface RunOptions extends SharedOptions, Omit<RunFlags, keyof SharedOptions> {
  readonly inputs?: string;
  readonly input: readonly string[];
  readonly list: readonly string[];
  readonly parallel?: number;
  readonly failFast?: true;
  readonly logs?: string;
  readonly output: "text" | "json";
}

/** `podwright run`: runs tasks' Pods and prints their outputs. */
export function runCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("run")
    .summary("run a task's Pod and print its outputs")
    .description(
      `Runs a task's Pod, init containers included, in sandboxes of this machine, on Docker or Podman, or on a cluster, and prints its outputs.
The inputs go into a store, the Pod's copilot fetches them and puts the outputs there. Log lines and states go to stderr, outputs to stdout.
Several tasks, or a folder of them, run side by side (docs/run.md).`,
    )
    .argument("[tasks...]", "tasks as a Flyte client serialized them (.pb or .json), or folders of them")
    .addOption(new Option("-i, --input <name=value>", "an input; once for each").default([], "none").argParser(collect))
    .addOption(new Option("--inputs <file>", "inputs.pb, its protojson, or a JSON object of values"))
    .addOption(
      new Option("--list <file>", 'runs, one a line: {"task": FILE, "inputs": {...}}')
        .default([], "none")
        .argParser(collect),
    )
    .addOption(
      new Option("--store <url>", "a folder or s3://BUCKET[/PREFIX] (default: the config's storage, else .podwright)"),
    )
    .addOption(
      new Option(
        "--engine <name>",
        "what runs the containers; auto: the sandbox where it works, else docker (default: auto)",
      ).choices(engineChoices),
    )
    .option("--strict", "refuse Pods that ask for what the engine does not enforce")
    .addOption(
      new Option("--copilot <whose>", "whose copilot moves data on docker (default: own, Podwright's)").choices([
        "own",
        "image",
      ]),
    )
    .option("--apply", "create the ConfigMaps and Secrets of -f in the cluster for the time of the run (kubernetes)")
    .option("--keep", "leave the Pod in the cluster after its end (kubernetes)")
    .option("--detach-on-interrupt", "leave what runs on the cluster running at Ctrl-C, unasked (kubernetes)")
    .option(
      "--parallel <count>",
      "how many tasks run at a time (default: one for each core; on a cluster 10)",
      parseCount,
    )
    .option("--fail-fast", "stop all tasks once one did not succeed")
    .option("--logs <folder>", "keep each task's log in a file of its own in this folder")
    .addOption(
      new Option("-o, --output <format>", "how to print what came of it").choices(["text", "json"]).default("text"),
    )
    .option("-q, --quiet", "print nothing but outputs and problems");
  for (const option of sharedOptions()) command.addOption(option);
  const namespace = command.options.find(({ long }) => long === "--namespace");
  if (namespace) namespace.description = namespaceWords;
  return command.addHelpText("after", examples).action(async (paths: readonly string[], options: RunOptions) => {
    finish(await run(paths, options, shell));
  });
}

const namespaceWords =
  "the namespace that the task runs in (default: PROJECT-DOMAIN; on engine kubernetes that of --execution, else the context's)";

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1 to 9999.");
  return Number(text);
}

const examples = `
An input's VALUE is plain text; lists, maps and structs are JSON; files and directories are paths here, or URIs.

Examples:
  $ podwright run task.pb --input a=3 --input b=4
  $ podwright run task.pb --input text=./book.txt --input corpus=./books/ --input greeting=hello
  $ podwright run task.pb --inputs inputs.pb -f pod-template.yaml ca-config-map.yaml --config flyte.yaml
  $ S3_SECRET=... podwright run task.pb --inputs inputs.json --store s3://my-bucket/runs --config flyte.yaml
  $ podwright run tasks/ --parallel 8 -o json > report.json`;

async function run(paths: readonly string[], options: RunOptions, shell: Shell): Promise<number> {
  if (paths.length + options.list.length === 0)
    throw new CommanderError(2, "commander.missingArgument", "error: missing required argument 'tasks'");
  const settings = valueOrThrow(await readSettings(options, shell, { cluster: true }));
  const { context, parallel, close } = await openContext(options, settings, shell);
  const { inputs: inputsFile, input: pairs, list: lists, output, quiet = false, color } = options;
  try {
    const [only, another] = paths;
    if (only !== undefined && another === undefined && lists.length === 0 && !(await isFolder(only))) {
      const [label = only] = labelsOf([{ taskFile: only, name: undefined }]);
      const logFile = options.logs && resolve(shell.workingDirectory, options.logs, `${label}.log`);
      const task = { label, taskFile: only, inputs: { file: inputsFile, pairs } };
      return await runOne(task, context, { output, quiet, color, logFile }, shell);
    }
    const note = (text: string): void => void context.shell.stderr.write(`${text}\n`);
    const tasks = await planTasks({ paths, lists, inputsFile, pairs, note });
    const { failFast = false, logs = logsFolder(context.storeUrl) } = options;
    const several = { output, quiet, color, parallel: options.parallel ?? parallel, failFast, logs };
    return await runSeveral(tasks, context, several, shell);
  } finally {
    await close();
  }
}

/** Beside the data of a folder store; for other stores where the folder store would be. */
function logsFolder(storeUrl = ".podwright"): string {
  const folder = storeUrl.startsWith("file:///") ? fileURLToPath(storeUrl) : storeUrl;
  return join(/^[a-z][a-z0-9+.-]*:\/\//i.test(folder) ? ".podwright" : folder, "logs", logsName(new Date()));
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
