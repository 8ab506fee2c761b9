import {
  type ConfigFile,
  documents,
  type FlyteConfig,
  type LintInput,
  type LintTask,
  locateSetting,
  type Problem,
  problemsOf,
  readFlyteConfig,
  type SemanticsName,
  valueOrThrow,
} from "@podwright/core";
import { parseLocation, placeOfText, type SourceLocation, type Survey, surveyManifests } from "@podwright/manifests";
import { shownPath } from "../lint/shown-path.ts";
import type { Settings } from "../project/read-settings.ts";
import { executionPlaceholders } from "./execution-placeholders.ts";
import { findFiles } from "./find-files.ts";
import { readConfig } from "./read-config.ts";
import { readExecution } from "./read-execution.ts";
import { type FileRole, readText } from "./read-file.ts";
import { readFoundTasks } from "./read-found-tasks.ts";
import { readTaskPlaces, type TaskPlaces } from "./read-task-places.ts";

/** What is to be linted, and how its places are found again. */
export interface GatheredLint {
  readonly input: LintInput;
  readonly locate: (place: LintInput["problems"][number]["place"]) => SourceLocation;
  /** How many files were looked at. */
  readonly fileCount: number;
}

export interface LintSources extends Pick<Settings, "boundary" | "config" | "execution" | "flyteNamespace" | "tasks"> {
  /** Files and folders of manifests and tasks. */
  readonly paths: readonly string[];
  readonly semantics: SemanticsName;
  readonly podSecurity?: LintInput["podSecurity"];
  readonly environment: Readonly<Record<string, string>>;
  /** Documents are called by their paths from here. */
  readonly workingDirectory: string;
}

const manifestRole: FileRole = {
  name: "manifest",
  missing: "FILE_MISSING",
  fix: "give a YAML or JSON file that can be read",
};

/** Reads everything that linting looks at. What cannot be read is among the input's problems and stops nothing. */
export async function gatherLintInput(sources: LintSources): Promise<GatheredLint> {
  const shown = (file: string): string => shownPath(file, sources.workingDirectory);
  const found = await findFiles(sources.paths, /\.(ya?ml|json|pb)$/);
  const named = await findFiles(sources.tasks, /\.(json|pb)$/);
  const [config, execution, tasks] = await Promise.all([
    readConfig(sources.config, sources.semantics, sources.environment),
    readExecution(sources.execution),
    readFoundTasks([...found.files.filter(({ file }) => !isYaml(file)), ...named.files]),
  ]);
  const given = execution.ok ? execution.value : {};
  const isTask = new Set(tasks.files);
  const manifests = found.files.filter(({ file }) => !isTask.has(file) && !file.endsWith(".pb"));
  const texts = await Promise.all(
    manifests.map(async (each) => ({ ...each, text: await readText(each.file, manifestRole) })),
  );
  const survey = surveyManifests(
    texts.flatMap(({ file, named, text }) => (text.ok ? [{ file: shown(file), named, text: text.value }] : [])),
    { named: given.namespace, fallback: sources.flyteNamespace },
  );
  const unread = texts.flatMap(({ named, text }) => (named && !text.ok ? text.problems : []));
  const problems = [
    ...found.problems,
    ...named.problems,
    ...unread,
    ...tasks.problems,
    ...problemsOf([config, execution]),
  ];
  const nobody = { project: "", domain: "", name: "", version: "" };
  const { flyte, files } = config.ok ? config.value : { ...defaultConfig(sources.semantics), files: [] };
  const input: LintInput = {
    ...survey,
    problems: [...problems.map(placed), ...survey.problems],
    tasks: tasks.tasks.map(
      (task): LintTask => ({
        ...task,
        document: shown(task.document),
        execution: { ...executionPlaceholders(idOf(task)), ...nameOfPod, ...given },
      }),
    ),
    platform: {
      config: flyte.config,
      storage: sources.config === undefined ? { ...flyte.storage, container: "flyte-data" } : flyte.storage,
      environment: sources.environment,
      flyteNamespace: sources.flyteNamespace,
      configured: sources.config !== undefined,
      execution: { ...executionPlaceholders(nobody), ...nameOfPod, ...given },
    },
    semantics: sources.semantics,
    boundary: sources.boundary,
    podSecurity: sources.podSecurity,
  };
  const taskPlaces = await readTaskPlaces(tasks.files, shown);
  return { input, locate: locator(survey, files, taskPlaces), fileCount: manifests.length + tasks.files.length };
}

/** A container task's container is called as its Pod: so messages speak of the container `task`. */
const nameOfPod = { name: "task" };

function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file);
}

function defaultConfig(semantics: SemanticsName): { readonly flyte: FlyteConfig } {
  return { flyte: valueOrThrow(readFlyteConfig({ files: [] }, semantics)) };
}

function placed(problem: Problem): LintInput["problems"][number] {
  return placeOfText(problem);
}

function idOf({ template }: Pick<LintTask, "template">) {
  const { project = "", domain = "", name = "", version = "" } = template.id ?? {};
  return { project, domain, name, version };
}

/** A document is a manifest, the config, a task, or already a place in a file. */
function locator(survey: Survey, configFiles: readonly ConfigFile[], taskPlaces: TaskPlaces): GatheredLint["locate"] {
  return ({ document, path }) => {
    const inTask = taskPlaces.get(document);
    if (inTask) return inTask(path);
    const isConfig = document === documents.config;
    const set = isConfig ? locateSetting(configFiles, ["plugins", "k8s", ...path]) : undefined;
    const file = set ?? (isConfig ? (configFiles[0]?.name ?? document) : document);
    return survey.locate(document, path) ?? parseLocation(file) ?? { file, line: 1, column: 1 };
  };
}
