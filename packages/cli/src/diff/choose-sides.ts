import { failure, type Problem, type Result, type SemanticsName, semanticsNames, success } from "@podwright/core";
import { clusterLabel } from "../cluster/cluster-place.ts";
import type { ClusterSettings } from "../cluster/cluster-settings.ts";
import type { Settings } from "../project/read-settings.ts";
import type { DiffOperand } from "./classify-operand.ts";

/** What `podwright diff` compares: two settings, over tasks, or two tasks. */
export interface Comparison {
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** The task files to compose, for each side; at least one pair. */
  readonly tasks: readonly { readonly before: string; readonly after: string }[];
}

export interface DiffSide {
  /** What people call it: a file, a folder, a semantics. */
  readonly label: string;
  readonly settings: Settings;
}

/** What the command line says: operands, and flags of which there may be two. */
export interface DiffRequest {
  readonly operands: readonly DiffOperand[];
  readonly files: readonly string[];
  readonly configs: readonly string[];
  readonly semantics: readonly SemanticsName[];
  /** Of each `--context`; where none is given and a cluster is asked, one of undefined. Empty: files alone. */
  readonly clusters: readonly ClusterSettings[];
}

/**
 * Finds the two things that differ. A flag's value and an operand of its kind are a pair (`--semantics flyte-1.16 flyte-2.0`), and so are two values
 * of one flag; an operand alone is compared with what the project says. Two tasks are a pair where nothing else is.
 * Two clusters are a pair. One is compared with what files give; where something else is a pair, it lies under both sides, and an operand alone is compared
 * with it.
 * @param settings - of everything that the sides have in common, from files
 * @param tasks - the project's, for where no operand is one
 * @problems USAGE
 */
export function chooseSides(request: DiffRequest, settings: Settings, tasks: readonly string[]): Result<Comparison> {
  const [cluster, other] = request.clusters;
  if (!cluster) return chooseSidesOfFiles(request, settings, tasks);
  const compared = other
    ? compareClusters(request, [cluster, other], { settings: over(request, settings), tasks })
    : compareWithCluster(request, cluster, { settings, tasks });
  return compared.ok ? compared : failure(ofClusters(compared.problems[0]));
}

interface Common {
  readonly settings: Settings;
  readonly tasks: readonly string[];
}

function compareClusters(
  request: DiffRequest,
  clusters: readonly [ClusterSettings, ClusterSettings],
  { settings, tasks }: Common,
): Result<Comparison> {
  if (request.clusters.length > 2) return failure(usage(`${request.clusters.length} contexts; two can be compared`));
  const own = tasksOf(request, tasks);
  if (own.length === 0) return failure(usage("no task to compare the clusters over"));
  const [before, after] = clusters.map((cluster): DiffSide => {
    return { label: clusterLabel(cluster.context), settings: { ...settings, cluster } };
  }) as [DiffSide, DiffSide];
  return success({ before, after, tasks: own });
}

/** What lies over a cluster: files that flags name; the project's only where the project names a cluster itself. */
function over({ files, configs }: DiffRequest, settings: Settings): Settings {
  if (settings.projectContext !== undefined) return settings;
  const { file: _, config: __, ...neither } = settings;
  return { ...neither, ...(files.length > 0 && { file: files }), ...(configs.length > 0 && { config: configs }) };
}

/** Like `kubectl diff`: what stands in the cluster is before. */
function compareWithCluster(
  request: DiffRequest,
  cluster: ClusterSettings,
  { settings, tasks }: Common,
): Result<Comparison> {
  const { file, config, ...neither } = settings;
  const ofCluster: Settings = { ...neither, cluster };
  const label = cluster.context === undefined ? "cluster" : clusterLabel(cluster.context);
  const operand = request.operands.find(({ kind }) => kind === "config" || kind === "manifests");
  const pairs = pairsOf({ ...request, files: [], configs: [] }, ofCluster);
  if (!operand && pairs.length === 0 && operandsOf(request, "task").length < 2) {
    const own = tasksOf(request, tasks);
    if (own.length === 0) return failure(usage("no task to compare the cluster with files over"));
    if (!file && !config)
      return failure(
        usage("no files to compare the cluster with: give -f or --config, or list them in podwright.yaml"),
      );
    const files = [...(config ?? []), ...(file ?? [])].join(", ");
    return success({ before: { label, settings: ofCluster }, after: { label: files, settings }, tasks: own });
  }
  const isAlone = operand && pairs.length === 1 && pairs[0]?.values.length === 1;
  if (!isAlone) return chooseSidesOfFiles(request, { ...over(request, settings), cluster }, tasks);
  const own = tasksOf(request, tasks);
  if (own.length === 0) return failure(usage(`no task to compare ${operand.value} over`));
  const next = operand.kind === "config" ? { config: [operand.value] } : { file: [operand.value] };
  return success({
    before: { label, settings: ofCluster },
    after: { label: `${label} with ${operand.value}`, settings: { ...ofCluster, ...next } },
    tasks: own,
  });
}

function tasksOf(request: DiffRequest, tasks: readonly string[]): Comparison["tasks"] {
  const own = operandsOf(request, "task");
  return (own.length > 0 ? own : tasks).map((task) => ({ before: task, after: task }));
}

function chooseSidesOfFiles(request: DiffRequest, settings: Settings, tasks: readonly string[]): Result<Comparison> {
  const swallowed = request.files.find((file) => semanticsNames.some((name) => name === file));
  if (swallowed !== undefined) return failure(afterFiles(swallowed));
  const pairs = pairsOf(request, settings);
  const [pair, second] = pairs;
  if (second) return failure(usage(`two kinds of things to compare: ${pairs.map(({ kind }) => kind).join(" and ")}`));
  const own = operandsOf(request, "task");
  if (!pair) return compareTasks(own, settings);
  const { kind, values } = pair;
  const [before, after] = values;
  if (!before) return failure(usage(`no ${kind} to compare`));
  if (!after) return failure(usage(`nothing to compare the ${kind} ${before.join(", ")} with`));
  if (values.length > 2) return failure(usage(`${values.length} ${kind}; two can be compared`));
  const all = own.length > 0 ? own : tasks;
  if (all.length === 0) return failure(usage(`no task to compare the ${kind} over`));
  return success({
    before: sideOf(kind, before, settings),
    after: sideOf(kind, after, settings),
    tasks: all.map((task) => ({ before: task, after: task })),
  });
}

function compareTasks(tasks: readonly string[], settings: Settings): Result<Comparison> {
  const [before, after] = tasks;
  if (before === undefined || after === undefined) return failure(usage("nothing to compare with"));
  if (tasks.length > 2) return failure(usage(`${tasks.length} tasks; two can be compared`));
  const side = (label: string): DiffSide => ({ label, settings });
  return success({ before: side(before), after: side(after), tasks: [{ before, after }] });
}

type PairKind = "semantics" | "configs" | "templates";

interface Pair {
  readonly kind: PairKind;
  /** Of each side: what the project says may be several files. */
  readonly values: readonly (readonly string[])[];
}

/** Of configs and manifests a Pod may have several: two flags of them are a pair only where nothing else is one. */
function pairsOf(request: DiffRequest, settings: Settings): readonly Pair[] {
  const { files, configs, semantics } = request;
  const own = settings.semantics === undefined ? undefined : [settings.semantics];
  const pairs = [
    ...pairWith("semantics", semantics, operandsOf(request, "semantics"), own),
    ...pairWith("configs", configs, operandsOf(request, "config"), settings.config),
    ...pairWith("templates", files, operandsOf(request, "manifests"), settings.file),
  ];
  const isSemanticsPaired = pairs.some(({ kind }) => kind === "semantics");
  if (semantics.length > 1 && !isSemanticsPaired) return [{ kind: "semantics", values: each(semantics) }, ...pairs];
  if (pairs.length > 0) return pairs;
  if (configs.length > 1) return [{ kind: "configs", values: each(configs) }];
  return files.length > 1 ? [{ kind: "templates", values: each(files) }] : [];
}

/** @param own - what flags and project say; it counts where no flag does */
function pairWith(
  kind: PairKind,
  flags: readonly string[],
  operands: readonly string[],
  own: readonly string[] | undefined,
): readonly Pair[] {
  if (operands.length === 0) return [];
  const values = each([...flags, ...operands]);
  return [{ kind, values: values.length === 1 && own ? [own, ...values] : values }];
}

function operandsOf({ operands }: DiffRequest, kind: DiffOperand["kind"]): readonly string[] {
  return operands.flatMap((operand) => (operand.kind === kind ? [operand.value] : []));
}

function each(values: readonly string[]): readonly (readonly string[])[] {
  return values.map((value) => [value]);
}

function sideOf(kind: PairKind, values: readonly string[], settings: Settings): DiffSide {
  const label = values.join(", ");
  switch (kind) {
    case "semantics":
      return { label, settings: { ...settings, semantics: values[0] as SemanticsName } };
    case "configs":
      return { label, settings: { ...settings, config: values } };
    case "templates":
      return { label, settings: { ...settings, file: values } };
  }
}

/** -f takes all words that follow it. */
function afterFiles(word: string): Problem {
  const fix = "put OPERANDs before -f: everything after -f counts as manifests";
  return { ...usage(`${word} stands after -f, which takes manifests`), fix };
}

/** The same with what a cluster can be compared with. */
function ofClusters(problem: Problem): Problem {
  return problem.fix === usage("").fix ? { ...problem, fix: clusterFix } : problem;
}

const clusterFix = `give what the cluster is to be compared with, such as
podwright diff TASK.pb --from-cluster -f templates/ --config flyte.yaml
podwright diff TASK.pb next-templates/ --from-cluster
podwright diff TASK.pb --from-cluster --context ONE --context OTHER
podwright diff TASK.pb flyte-1.16 flyte-2.0 --from-cluster
\`podwright diff --help\` shows more`;

function usage(what: string): Problem {
  return {
    code: "USAGE",
    what: `podwright diff: ${what}`,
    fix: `give two of a kind, such as
podwright diff OLD.pb NEW.pb
podwright diff TASK.pb old-templates/ new-templates/
podwright diff TASK.pb --semantics flyte-1.16 flyte-2.0
\`podwright diff --help\` shows more`,
  };
}
