import { exitCodes, lint, type PodSecurityLevel, type Problem, ProblemError, valueOrThrow } from "@podwright/core";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions } from "../command-line/shared-options.ts";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { gatherLintInput } from "../facts/gather-lint-input.ts";
import { manifestsAsTasks } from "../facts/manifests-as-tasks.ts";
import { applyBaseline, readBaseline, writeBaseline } from "../lint/baseline.ts";
import { countFindings, type LintReport } from "../lint/lint-report.ts";
import { locateFindings } from "../lint/locate-findings.ts";
import { renderLintJson } from "../output/lint-json.ts";
import { renderLintSarif } from "../output/lint-sarif.ts";
import { renderLintText } from "../output/lint-text.ts";
import { chooseStyle } from "../output/style.ts";
import { readSettings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";

interface LintOptions extends Omit<SharedOptions, "file"> {
  readonly task?: readonly string[];
  readonly podSecurity?: PodSecurityLevel | "off";
  readonly output: "text" | "json" | "sarif";
  readonly baseline?: string;
  readonly writeBaseline?: true;
  readonly failOn: "error" | "warning";
  readonly maxWarnings?: number;
}

/** As linters have it. */
const exitCodeFound = 1;

/** `podwright lint`: what is wrong with templates, and with the Pods that they make. */
export function lintCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("lint")
    .summary("say what is wrong with templates and the Pods that they make")
    .description(
      `Says what is wrong with PodTemplates and the Pods that they make: values that are lost, containers that match nothing, misspelt fields, \
missing volumes, what an API server or a Pod Security Standard refuses, what loosens the isolation of a task. docs/lint.md explains every rule.
Needs no cluster, unless --from-cluster asks one. Files that are neither manifests nor tasks are passed over in folders.`,
    )
    .argument("[paths...]", "manifests and tasks: files, or folders of them (default: those of podwright.yaml)")
    .option("--task <paths...>", "tasks as a Flyte client serialized them (.pb or .json), or folders of them");
  for (const option of sharedOptions("file")) command.addOption(option);
  return command
    .addOption(
      new Option(
        "--pod-security <level>",
        "Pod Security Standard that Pods must meet (default: what Namespaces among the paths say)",
      ).choices(["baseline", "restricted", "off"]),
    )
    .addOption(new Option("-o, --output <format>", "how to print").choices(["text", "json", "sarif"]).default("text"))
    .option("--baseline <file>", "findings that this file lists are hidden")
    .option("--write-baseline", "write what is found now into the --baseline file")
    .addOption(
      new Option("--fail-on <severity>", "what makes the exit code 1").choices(["error", "warning"]).default("error"),
    )
    .option("--max-warnings <count>", "more warnings than this make the exit code 1", parseCount)
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], options: LintOptions) => finish(await runLint(paths, options, shell)));
}

const examples = `
Examples:
  $ podwright lint manifests/
  $ podwright lint manifests/ --task package/ --config flyte.yaml
  $ podwright lint manifests/ -o sarif > podwright.sarif
  $ podwright lint manifests/ --baseline lint-baseline.json --write-baseline

Exit codes: 0 no error (or, with --fail-on warning, no warning either), 1 findings, 2 wrong usage, such as
no paths at all, 3 a path that leads nowhere, paths that hold nothing to lint, or a baseline or podwright.yaml
that cannot be read or written.`;

async function runLint(paths: readonly string[], options: LintOptions, shell: Shell): Promise<number> {
  const report = await lintReport(paths, options, shell);
  shell.stdout.write(render(report, options, shell));
  if (report.findings.some(({ code }) => code === "MANIFEST_FILE_MISSING")) return exitCodes.badInput;
  const { error, warning } = countFindings(report);
  const tooMany = warning > (options.maxWarnings ?? (options.failOn === "warning" ? 0 : Number.POSITIVE_INFINITY));
  return error > 0 || tooMany ? exitCodeFound : exitCodes.ok;
}

async function lintReport(paths: readonly string[], options: LintOptions, shell: Shell): Promise<LintReport> {
  if (options.writeBaseline && options.baseline === undefined)
    throw usage("--write-baseline needs --baseline FILE", "name the file to write with --baseline");
  const swallowed = await manifestsAsTasks(options.task ?? []);
  if (swallowed.length > 0)
    throw usage(
      `${swallowed.join(", ")} ${swallowed.length === 1 ? "holds" : "hold"} manifests and no task, and everything after --task counts as tasks`,
      "put PATHS before --task: podwright lint PATHS --task TASKS",
    );
  const settings = valueOrThrow(
    await readSettings({ ...options, ...(paths.length > 0 && { file: paths }) }, shell, { tasks: !options.task }),
  );
  const linted = paths.length > 0 ? paths : (settings.file ?? []);
  const tasks = options.task ?? settings.tasks;
  if (linted.length === 0 && tasks.length === 0 && !settings.cluster)
    throw usage(
      "there is nothing to lint",
      "name files or folders, list manifests in podwright.yaml, or add --from-cluster",
    );
  const gathered = await gatherLintInput({
    ...settings,
    paths: linted,
    tasks,
    semantics: chooseSemantics(settings, shell),
    podSecurity: options.podSecurity,
    environment: shell.environment,
    workingDirectory: shell.workingDirectory,
  });
  gathered.warnings.forEach(shell.warn);
  const ofCluster = new Set(gathered.cluster.podTemplates.map(({ document }) => document));
  const meant = lint(gathered.input).filter(
    ({ rule, where }) => rule !== "template-unused" || !ofCluster.has(where.document),
  );
  const found = locateFindings(meant, gathered, shell.workingDirectory);
  const { podTemplates, configMaps, secrets, namespaces, tasks: read } = gathered.input;
  const { label } = gathered.cluster;
  if (found.length + [podTemplates, configMaps, secrets, namespaces, read].flat().length === 0)
    throw new ProblemError([nothingToLint([...linted, ...tasks, ...(label === "" ? [] : [label])], label !== "")]);
  const counts = {
    files: gathered.fileCount,
    ...(label !== "" && { cluster: label }),
    templates: podTemplates.length,
    tasks: read.length,
  };
  if (options.baseline === undefined) return { findings: found, hidden: 0, gone: [], ...counts };
  if (options.writeBaseline) await writeBaseline(options.baseline, found);
  const { shown, hidden, gone } = applyBaseline(found, valueOrThrow(await readBaseline(options.baseline)));
  return { findings: shown, hidden: hidden.length, gone, ...counts };
}

function render(report: LintReport, { output, color }: LintOptions, shell: Shell): string {
  if (output === "json") return renderLintJson(report);
  if (output === "sarif") return renderLintSarif(report, shell.version);
  return renderLintText(report, chooseStyle(shell.stdout, shell, color));
}

function usage(what: string, fix: string): ProblemError {
  return new ProblemError([{ code: "USAGE", what, fix: `${fix}; \`podwright lint --help\` shows what it takes` }]);
}

/** A path that leads to nothing is most often a wrong one, and CI must not stay green over it. */
function nothingToLint(paths: readonly string[], isCluster: boolean): Problem {
  return {
    code: "NOTHING_TO_LINT",
    what: "there is nothing to lint: neither PodTemplates, ConfigMaps, Secrets or Namespaces nor tasks",
    where: paths.join(", "),
    fix: isCluster
      ? "name the namespace of the PodTemplates with -n, the cluster with --context, or Flyte's namespace in podwright.yaml (flyteNamespace)"
      : "give the files, or the folders of them, that hold the manifests or the tasks",
  };
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(text);
}
