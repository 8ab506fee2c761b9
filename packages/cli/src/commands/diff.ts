import {
  exitCodes,
  ProblemError,
  problemsOf,
  type SemanticsName,
  semanticsNames,
  valueOrThrow,
  valuesOf,
} from "@podwright/core";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { type ClusterSettings, clusterSettings } from "../cluster/cluster-settings.ts";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions } from "../command-line/shared-options.ts";
import { chooseSides } from "../diff/choose-sides.ts";
import { classifyOperand, type DiffOperand } from "../diff/classify-operand.ts";
import { compareSides } from "../diff/compare-sides.ts";
import { type DiffFormat, renderDiff } from "../diff/render-diff.ts";
import { listTasks } from "../facts/list-tasks.ts";
import { chooseStyle } from "../output/style.ts";
import { readSettings, type Settings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";

interface DiffOptions extends Omit<SharedOptions, "boundary" | "config" | "semantics" | "context"> {
  readonly config: readonly string[];
  readonly context: readonly string[];
  readonly semantics: readonly SemanticsName[];
  readonly output: DiffFormat;
}

/** As `diff` and `git diff --exit-code` have it. */
const exitCodeDiffers = 1;

/** `podwright diff`: says what an edit or an upgrade changes in Pods, field by field. */
export function diffCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("diff")
    .summary("say what an edit or an upgrade changes in Pods, field by field")
    .description(
      `Composes Pods twice and says what differs, field by field, with who set each side.
A and B are two task files, config files, template folders or semantics: each is told by what it is; with --from-cluster a cluster is compared with files. Everything else comes from the flags \
and podwright.yaml, tasks included. Ends with 0 if the Pods are equal and 1 if they differ (docs/explain.md).`,
    )
    .addArgument(new Argument("[operand...]", "tasks, and A and B"))
    .addOption(
      new Option("-o, --output <format>", "how to print it").choices(["text", "json", "yaml"]).default("text"),
    );
  for (const option of sharedOptions("boundary")) command.addOption(repeatable[option.name()] ?? option);
  return command.addHelpText("after", examples).action(async (operands: readonly string[], options: DiffOptions) => {
    finish((await diff(operands, options, shell)) ? exitCodeDiffers : exitCodes.ok);
  });
}

/** The flags of which there may be two here. */
const repeatable: Readonly<Record<string, Option>> = {
  config: new Option("--config <file>", "the Flyte backend's config file; twice to compare two")
    .default([], "none")
    .argParser((value: string, before: readonly string[]) => [...before, value]),
  semantics: new Option("--semantics <name>", "whose rules compose the Pods; twice to compare two")
    .default([], semanticsNames[0])
    .argParser((value: string, before: readonly string[]) => [...before, semanticsOf(value)]),
  context: new Option("--context <name>", "the kubeconfig's context; twice to compare two clusters")
    .default([], "its current one")
    .argParser((value: string, before: readonly string[]) => [...before, value]),
};

function semanticsOf(value: string): SemanticsName {
  const known = semanticsNames.find((name) => name === value);
  if (known) return known;
  throw new InvalidArgumentError(`Allowed choices are ${semanticsNames.join(", ")}.`);
}

const examples = `
Examples:
  $ podwright diff old/task.pb new/task.pb -f templates/
  $ podwright diff task.pb old-templates/ new-templates/ --config flyte.yaml
  $ podwright diff task.pb --config flyte.yaml --config flyte-next.yaml
  $ podwright diff --semantics flyte-1.16 flyte-2.0
  $ podwright diff task.pb --from-cluster -f templates/ --config flyte.yaml
  $ podwright diff task.pb --from-cluster --context staging --context production
  $ podwright diff task.pb flyte-1.16 flyte-2.0 -o json | jq .tasks[0].changes`;

/**
 * Tasks that cannot be composed are told at the end: the others are compared all the same.
 * @returns whether anything differs
 */
async function diff(words: readonly string[], options: DiffOptions, shell: Shell): Promise<boolean> {
  const { config, semantics, context, fromCluster, ...shared } = options;
  const [onlySemantics] = semantics;
  const common = {
    ...shared,
    fromCluster: false,
    ...(config.length > 0 && { config }),
    ...(onlySemantics && { semantics: onlySemantics }),
  };
  const classified = await Promise.all(words.map(classifyOperand));
  const isTold = valuesOf(classified).some(({ kind }) => kind === "task");
  const { flyteConfigMap: _, ...ofFiles } = common;
  const settings = valueOrThrow(await readSettings(ofFiles, shell, { tasks: !isTold, cluster: true }));
  const [first, ...more] = problemsOf(classified);
  if (first) throw new ProblemError([first, ...more]);
  const operands = (await Promise.all(valuesOf(classified).map(eachTask))).flat();
  const request = {
    operands,
    files: options.file ?? [],
    configs: config,
    semantics,
    clusters: clustersOf(options, settings),
  };
  const comparison = valueOrThrow(chooseSides(request, settings, await listTasks(settings.tasks)));
  const { data, problems } = await compareSides(comparison, shell);
  const [failed, ...others] = problems;
  if (failed && data.tasks.length === 0) throw new ProblemError([failed, ...others]);
  shell.stdout.write(renderDiff(data, options.output, chooseStyle(shell.stdout, shell, options.color)));
  const count = data.tasks.reduce((sum, { changes }) => sum + changes.length, 0);
  shell.stderr.write(count === 0 ? "no difference\n" : `${count} ${count === 1 ? "difference" : "differences"}\n`);
  if (failed) throw new ProblemError([failed, ...others]);
  return count > 0;
}

/** Each context is a cluster; without one the project's, or else the current one. */
function clustersOf(options: DiffOptions, { projectContext }: Settings): readonly ClusterSettings[] {
  const contexts = options.context.length > 0 ? options.context : [undefined];
  return contexts.flatMap((context) => {
    const { context: _, ...rest } = options;
    return clusterSettings(context === undefined ? rest : { ...rest, context }, projectContext) ?? [];
  });
}

/** A folder of tasks is every task in it. */
async function eachTask(operand: DiffOperand): Promise<readonly DiffOperand[]> {
  if (operand.kind !== "task") return [operand];
  return (await listTasks([operand.value])).map((value) => ({ kind: "task", value }));
}
