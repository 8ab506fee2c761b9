import { exitCodes, explainPod, ProblemError, valueOrThrow } from "@podwright/core";
import { Argument, Command, Option } from "commander";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions, taskArgument } from "../command-line/shared-options.ts";
import { fieldData, lostData } from "../explain/explain-data.ts";
import { overriddenData, withOverridden } from "../explain/overridden-data.ts";
import { type ExplainFormat, renderExplanation } from "../explain/render-explanation.ts";
import { selectTold } from "../explain/select-told.ts";
import { waiverData } from "../explain/waiver-data.ts";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { composeTraced } from "../facts/compose-traced.ts";
import { chooseStyle } from "../output/style.ts";
import { readSettings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";
import { explainPodCommand } from "./explain-pod.ts";

interface ExplainOptions extends Omit<SharedOptions, "boundary"> {
  readonly output: ExplainFormat;
  readonly overridden?: boolean;
}

/** `podwright explain`: says of each field of a task's Pod who set it, and what that overrode. */
export function explainCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("explain")
    .usage("[options] <task> [path...]\n       podwright explain pod [options] <name>")
    .summary("say of each field of a task's Pod who set it, and what that overrode")
    .description(
      `Says of each field of a task's Pod which layer set it, from which file and line, and what that overrode.
PATHs select fields and all below them; items of lists go by name or position (docs/explain.md).`,
    )
    .addArgument(taskArgument())
    .addArgument(new Argument("[path...]", "such as spec.containers[main].env[FOO], env[FOO], metadata.labels"))
    .addOption(
      new Option("-o, --output <format>", "how to print it")
        .choices(["table", "tree", "json", "yaml"])
        .default("table"),
    )
    .addOption(new Option("--overridden", "list the values that somebody gave and that lost, with the reason"));
  for (const option of sharedOptions("boundary")) command.addOption(option);
  return command
    .enablePositionalOptions()
    .addCommand(explainPodCommand(shell, finish))
    .addHelpText("after", examples)
    .action(async (task: string, paths: readonly string[], options: ExplainOptions) => {
      await explain(task, paths, options, shell);
      finish(exitCodes.ok);
    });
}

const examples = `
Examples:
  $ podwright explain task.pb
  $ podwright explain task.pb containers[0].image env[FOO] -f templates/
  $ podwright explain task.pb --overridden -f templates/ --config flyte.yaml
  $ podwright explain task.pb spec.initContainers -o tree | less
  $ podwright explain task.pb --from-cluster
  $ podwright explain pod f3a9c1-n0-0 -n flytesnacks-development --task task.pb`;

async function explain(
  taskFile: string,
  paths: readonly string[],
  options: ExplainOptions,
  shell: Shell,
): Promise<void> {
  const settings = valueOrThrow(await readSettings(options, shell));
  const semantics = chooseSemantics(settings, shell);
  const { facts, composition, places, overridden } = await composeTraced(taskFile, settings, semantics, shell);
  const isGiven = (document: string, path: readonly (string | number)[]): boolean =>
    places.locate({ document, path }) !== undefined;
  const { overridden: isLostTold = false } = options;
  const { fields, lost, unset, problems, isNothing } = selectTold(
    composition.pod,
    explainPod(composition, facts, isGiven),
    {
      paths,
      isLostTold,
      places,
    },
  );
  const told = isLostTold
    ? {
        lost: [
          ...lost.map((value) => lostData(value, places)),
          ...overriddenData(fields, overridden(), { places, isWhole: paths.length === 0 }),
        ],
      }
    : {
        ...(unset.length > 0 && { unset }),
        fields: withOverridden(
          fields,
          fields.map((field) => fieldData(field, places)),
          overridden(),
          places,
        ),
      };
  const [problem, ...more] = problems;
  if (problem && isNothing) throw new ProblemError([problem, ...more]);
  const view = { semantics, ...told, waivers: waiverData(facts, semantics, places) };
  const style = chooseStyle(shell.stdout, shell, options.color);
  const columns = shell.stdout.isTTY ? shell.stdout.columns : undefined;
  shell.stdout.write(renderExplanation(view, options.output, { style, columns, isPart: paths.length > 0 }));
  if (problem) throw new ProblemError([problem, ...more]);
}
