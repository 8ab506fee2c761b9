import {
  documents,
  type ExecutionFacts,
  type FlyteConfig,
  type LintInput,
  type LintTask,
  type Problem,
  problemsOf,
  readFlyteConfig,
  type SemanticsName,
  type SourcedPodTemplate,
  valueOrThrow,
} from "@podwright/core";
import {
  type DocumentPath,
  parseLocation,
  peekText,
  placeOfText,
  type SourceLocation,
  type Survey,
  speaksOfManifests,
  surveyManifests,
} from "@podwright/manifests";
import { findMissing } from "../cluster/find-missing.ts";
import { type ClusterFacts, readClusterOf } from "../cluster/read-cluster.ts";
import { shownPath } from "../lint/shown-path.ts";
import type { Settings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";
import { environmentOf } from "./environment-of.ts";
import { executionPlaceholders } from "./execution-placeholders.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import { placeholderStorage } from "./placeholder-storage.ts";
import { type ConfigFromFiles, readConfig } from "./read-config.ts";
import { readExecution } from "./read-execution.ts";
import { type ExecutionPlaces, readExecutionPlaces } from "./read-execution-places.ts";
import { type FileRole, readText } from "./read-file.ts";
import { readFoundTasks } from "./read-found-tasks.ts";
import { readTaskPlaces, type TaskPlaces } from "./read-task-places.ts";
import { taskIdentifier } from "./task-identifier.ts";

/** What is to be linted, and how its places are found again. */
export interface GatheredLint {
  readonly input: LintInput;
  readonly locate: (place: LintInput["problems"][number]["place"]) => SourceLocation;
  /** How many files were looked at. */
  readonly fileCount: number;
  readonly cluster: ClusterFacts;
  /** What was found wrong in asking the cluster. */
  readonly warnings: readonly Problem[];
}

export interface LintSources
  extends Pick<Settings, "boundary" | "cluster" | "config" | "execution" | "flyteNamespace" | "namespace" | "tasks"> {
  /** Files and folders of manifests and tasks. */
  readonly paths: readonly string[];
  readonly semantics: SemanticsName;
  readonly podSecurity?: LintInput["podSecurity"];
  readonly environment: Shell["environment"];
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
  const [execution, tasks] = await Promise.all([
    readExecution(sources.execution),
    readFoundTasks([
      ...found.files.filter(({ file }) => !isYaml(file)),
      ...named.files.map((each) => ({ ...each, asTask: true as const })),
    ]),
  ]);
  const { namespace, flyteNamespace, cluster: from } = sources;
  const given = { ...(execution.ok && execution.value), ...(namespace !== undefined && { namespace }) };
  const executions = tasks.tasks.map(({ template }) => executionOf(template, given));
  const namespaces = [...new Set(executions.map((each) => each.namespace).concat(given.namespace ?? []))];
  const answer = await readClusterOf(
    from,
    { namespaces: [flyteNamespace, ...namespaces], flyteNamespace, named: given.namespace },
    sources.environment,
  );
  const cluster = valueOrThrow(answer);
  const environment = environmentOf(sources.environment);
  const config = await readConfig(sources.config, sources.semantics, environment, cluster.configFiles);
  const isTask = new Set(tasks.files);
  const manifests = await readManifestTexts(
    found.files.filter(({ file }) => !isTask.has(file) && !file.endsWith(".pb")),
    shown,
  );
  const survey = surveyManifests(manifests.files, { named: given.namespace, fallback: sources.flyteNamespace });
  const problems = [
    ...found.problems,
    ...named.problems,
    ...manifests.problems,
    ...tasks.problems,
    ...problemsOf([config, execution]),
  ];
  const templates = [...unshadowed(cluster.podTemplates, survey.podTemplates), ...survey.podTemplates];
  const lacking = await findMissing(templates, { settings: from, flyteNamespace, namespaces }, sources.environment);
  const read = config.ok ? config.value : { ...noConfig, flyte: defaultConfig(sources.semantics) };
  const input: LintInput = {
    ...survey,
    podTemplates: templates,
    unreadTemplates: [...survey.unreadTemplates, ...manifests.unread],
    problems: [...problems.map(placeOfText), ...survey.problems, ...lacking.problems],
    tasks: tasks.tasks.map((task) => ({
      ...task,
      document: shown(task.document),
      execution: executionOf(task.template, given),
    })),
    platform: platformOf(read, given, { flyteNamespace, environment }),
    semantics: sources.semantics,
    boundary: sources.boundary,
    podSecurity: sources.podSecurity,
  };
  const places = {
    survey,
    config: read,
    tasks: await readTaskPlaces(tasks.files, shown),
    execution: await readExecutionPlaces(sources.execution),
    executionFile: sources.execution ?? documents.execution,
  };
  const warnings = [...(answer.ok ? answer.warnings : []), ...lacking.warnings];
  return { input, locate: locator(places), fileCount: manifests.count + tasks.files.length, cluster, warnings };
}

/** Files win over the cluster: what they give takes the place of its like. */
function unshadowed(
  ofCluster: readonly SourcedPodTemplate[],
  ofFiles: readonly SourcedPodTemplate[],
): readonly SourcedPodTemplate[] {
  const keyOf = ({ template: { metadata } }: SourcedPodTemplate): string => `${metadata?.namespace}/${metadata?.name}`;
  const given = new Set(ofFiles.map(keyOf));
  return ofCluster.filter((each) => !given.has(keyOf(each)));
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file);
}

/** What was found in a folder and cannot be read is passed over, unless it speaks of manifests. */
async function readManifestTexts(found: readonly FoundFile[], shown: (file: string) => string) {
  const texts = await Promise.all(
    found.map(async (each) => ({ ...each, text: await readText(each.file, manifestRole) })),
  );
  const meant = await Promise.all(
    texts.map(async ({ file, named, text }) => !text.ok && (named || speaksOfManifests(await peekText(file)))),
  );
  const refused = texts.filter((_, index) => meant[index]);
  return {
    count: texts.length,
    files: texts.flatMap(({ file, named, text }) => (text.ok ? [{ file: shown(file), named, text: text.value }] : [])),
    problems: refused.flatMap(({ text }) => (text.ok ? [] : text.problems)),
    unread: refused.map(() => ({})),
  };
}

const noConfig: Omit<ConfigFromFiles, "flyte"> = { files: [], findSetting: () => undefined, overridden: () => [] };

function defaultConfig(semantics: SemanticsName): FlyteConfig {
  return valueOrThrow(readFlyteConfig({ files: [] }, semantics));
}

function platformOf(
  { flyte: { config, storage, literalOffloading }, files }: Pick<ConfigFromFiles, "flyte" | "files">,
  given: Partial<ExecutionFacts>,
  own: Pick<LintInput["platform"], "environment" | "flyteNamespace">,
): LintInput["platform"] {
  return {
    config,
    storage: placeholderStorage(storage, files.length > 0),
    ...(literalOffloading && { literalOffloading }),
    ...own,
    configured: files.length > 0,
    givenFacts: Object.keys(given),
    execution: executionOf(undefined, given),
  };
}

/** A container task's container is called as its Pod: so messages speak of the container `task`. */
function executionOf(template: LintTask["template"] | undefined, given: Partial<ExecutionFacts>): ExecutionFacts {
  return { ...executionPlaceholders(taskIdentifier(template)), name: "task", ...given };
}

interface LintPlaces {
  readonly survey: Survey;
  readonly config: Pick<ConfigFromFiles, "files" | "findSetting">;
  readonly tasks: TaskPlaces;
  readonly execution: ExecutionPlaces;
  readonly executionFile: string;
}

/** A document is a manifest, a section of the config, the execution, a task, or already a place in a file. */
function locator({ survey, config, tasks, execution, executionFile }: LintPlaces): GatheredLint["locate"] {
  return ({ document, path }) => {
    const inTask = tasks.get(document);
    if (inTask) return inTask(path);
    if (document === documents.execution) return nearest(path, execution) ?? beginning(executionFile);
    const section = sections.get(document);
    if (!section) return survey.locate(document, path) ?? parseLocation(document) ?? beginning(document);
    const set = config.findSetting([...section, ...path]);
    if (set && "variable" in set) return beginning(`environment ${set.variable}`);
    const file = set?.file ?? config.files[0]?.name ?? document;
    return parseLocation(file) ?? beginning(file);
  };
}

const sections: ReadonlyMap<string, readonly string[]> = new Map([
  [documents.config, ["plugins", "k8s"]],
  [documents.storage, ["storage"]],
]);

/** What is missing is told where it should stand. */
function nearest(path: DocumentPath, locate: ExecutionPlaces): SourceLocation | undefined {
  return locate(path) ?? (path.length === 0 ? undefined : nearest(path.slice(0, -1), locate));
}

function beginning(file: string): SourceLocation {
  return { file, line: 1, column: 1 };
}
