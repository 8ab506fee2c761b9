import { join } from "node:path";
import { exitCodes, valueOrThrow } from "@podwright/core";
import { parseBlobUri } from "@podwright/store";
import { Command, Option } from "commander";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions, taskArgument } from "../command-line/shared-options.ts";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { withDefaultTemplate } from "../facts/default-template.ts";
import { gatherSources, type Sources } from "../facts/gather-sources.ts";
import { tellComposition } from "../facts/tell-composition.ts";
import { liveView } from "../output/live-view.ts";
import { renderOutputs } from "../output/outputs-text.ts";
import { plainView } from "../output/plain-view.ts";
import { rememberLines } from "../output/remember-lines.ts";
import { chooseStyle } from "../output/style.ts";
import { renderVerdict } from "../output/verdict.ts";
import { readSettings } from "../project/read-settings.ts";
import { executeRun } from "../run/execute-run.ts";
import { type PreparedRun, prepareRun } from "../run/prepare-run.ts";
import type { Shell } from "../shell.ts";
import { withOwnTrust } from "../store/own-trust.ts";

interface RunOptions extends SharedOptions {
  readonly inputs?: string;
  readonly input: readonly string[];
  readonly store?: string;
  readonly engine: "sandbox";
}

/** What a shell reports of a process that Ctrl-C ended. */
const exitCodeInterrupted = 130;

/** `podwright run`: runs a task's Pod on this machine and prints its outputs. */
export function runCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("run")
    .summary("run a task's Pod on this machine and print its outputs")
    .description(
      `Runs a task's Pod on this machine, init containers included, and prints its outputs.
The inputs go into a store, the Pod's copilot fetches them and puts the outputs there. Log lines and states go to stderr, outputs to stdout.`,
    )
    .addArgument(taskArgument())
    .addOption(new Option("-i, --input <name=value>", "an input; once for each").default([], "none").argParser(collect))
    .addOption(new Option("--inputs <file>", "inputs.pb, its protojson, or a JSON object of values"))
    .addOption(
      new Option("--store <url>", "a folder or s3://BUCKET[/PREFIX] (default: the config's storage, else .podwright)"),
    )
    .addOption(new Option("--engine <name>", "what runs the containers").choices(["sandbox"]).default("sandbox"));
  for (const option of sharedOptions()) command.addOption(option);
  return command.addHelpText("after", examples).action(async (task: string, options: RunOptions) => {
    finish(await run(task, options, shell));
  });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

const examples = `
An input's VALUE is plain text; lists, maps and structs are JSON; files and directories are paths here, or URIs.

Examples:
  $ podwright run task.pb --input a=3 --input b=4
  $ podwright run task.pb --input text=./book.txt --input corpus=./books/ --input greeting=hello
  $ podwright run task.pb --inputs inputs.pb -f pod-template.yaml ca-config-map.yaml --config flyte.yaml
  $ S3_SECRET=... podwright run task.pb --inputs inputs.json --store s3://my-bucket/runs --config flyte.yaml`;

async function run(taskFile: string, options: RunOptions, shell: Shell): Promise<number> {
  const startedAt = Date.now();
  const settings = valueOrThrow(await readSettings(options, shell));
  const gathered = await gatherSources(taskFile, settings, shell.environment);
  const sources = valueOrThrow(gathered);
  if (gathered.ok) gathered.warnings.forEach(shell.warn);
  const semantics = chooseSemantics(settings, shell);
  const input = {
    sources: { ...sources, config: withDefaultTemplate(sources, settings, shell) },
    inputs: { file: options.inputs, pairs: options.input },
    storeUrl: options.store ?? settings.store,
    semantics,
    boundary: settings.boundary,
    flyteNamespace: settings.flyteNamespace,
  };
  const prepared = valueOrThrow(await prepareRun(input, shell));
  tellComposition({ ...prepared, sources }, { semantics, boundary: settings.boundary }, shell);
  return await show(prepared, { sources, startedAt, options }, shell);
}

interface Told {
  readonly sources: Sources;
  /** In milliseconds. */
  readonly startedAt: number;
  readonly options: Pick<RunOptions, "color">;
}

/** Runs the Pod before the eyes of whoever waits for it. @returns the exit code */
async function show(prepared: PreparedRun, { sources, startedAt, options }: Told, shell: Shell): Promise<number> {
  const style = chooseStyle(shell.stderr, shell, options.color);
  const view =
    shell.stderr.isTTY && shell.environment.TERM !== "dumb" ? liveView(shell.stderr, style) : plainView(shell.stderr);
  view.note(`running ${prepared.execution.name}; its data are in ${placeOf(prepared)}`);
  view.note("the sandbox uses this machine's programs: images and resource limits have no effect (docs/sandbox.md)");
  const task = sources.task.template;
  const { configMaps, secrets } = sources.manifests;
  try {
    const shown = rememberLines(view);
    const { phase, outputs } = await withOwnTrust(
      executeRun(prepared, { task, configMaps, secrets }, { shell, view: shown.view }),
      shell.environment,
    );
    view.end();
    if (shell.interrupted.aborted) {
      shell.stderr.write(`${style("yellow", "interrupted")}: the Pod was stopped\n`);
      return exitCodeInterrupted;
    }
    if (outputs && phase.phase === "succeeded") {
      const outputStyle = chooseStyle(shell.stdout, shell, options.color);
      shell.stdout.write(renderOutputs(outputs, { task, folder: prepared.store.folder, style: outputStyle }));
    }
    shell.stderr.write(`${renderVerdict(shown.shorten(phase), Date.now() - startedAt, style)}\n`);
    return phase.phase === "succeeded" ? exitCodes.ok : exitCodes.taskFailed;
  } catch (error) {
    if (!shell.interrupted.aborted) throw error;
    shell.stderr.write(`${style("yellow", "interrupted")}\n`);
    return exitCodeInterrupted;
  } finally {
    view.end();
  }
}

/** For a folder store the path on this machine, else the URI. */
function placeOf({ store, execution }: PreparedRun): string {
  const uri = parseBlobUri(execution.outputPrefix);
  if (store.folder === undefined || !uri.ok) return execution.outputPrefix;
  return join(store.folder, uri.value.container, uri.value.key);
}
