import { type Pod, type Problem, ProblemError, phaseClock, valueOrThrow } from "@podwright/core";
import type { EngineName } from "@podwright/runner";
import { readReferenced } from "../cluster/read-referenced.ts";
import { withDefaultTemplate } from "../facts/default-template.ts";
import { gatherSources, type Sources } from "../facts/gather-sources.ts";
import { tellComposition } from "../facts/tell-composition.ts";
import type { InputArguments } from "../inputs/gather-inputs.ts";
import type { RunView } from "../output/run-view.ts";
import { initialView } from "../output/view-state.ts";
import { withOwnTrust } from "../store/own-trust.ts";
import type { ChosenEngine } from "./choose-engine.ts";
import { executeRun, hasOutputs } from "./execute-run.ts";
import { type FinishedRun, judgeRun } from "./judge-run.ts";
import { type PreparedRun, prepareRun } from "./prepare-run.ts";
import { readOutcome } from "./read-outcome.ts";
import type { RunContext } from "./run-context.ts";
import { storeProblems } from "./store-problems.ts";
import type { StartedRun, TaskResult, TaskVerdict } from "./task-result.ts";

/** A task to run. */
export interface PlannedTask {
  /** What it is called among the tasks of this run. */
  readonly label: string;
  readonly taskFile: string;
  readonly inputs: InputArguments;
}

/**
 * Runs one task from its file to its outputs. What goes wrong is part of the result; only a bug is thrown.
 * @param show - makes the view of a run that is about to begin
 */
export async function runTask(
  planned: PlannedTask,
  context: RunContext,
  show: (run: PreparedRun, engine: ChosenEngine) => RunView | Promise<RunView>,
): Promise<TaskResult> {
  const startedAt = new Date();
  const warnings: Problem[] = [];
  const warn = (problem: Problem): void => {
    warnings.push(problem);
    context.shell.warn(problem);
  };
  let run: StartedRun | undefined;
  const end = (verdict: TaskVerdict): TaskResult => {
    const { label, taskFile } = planned;
    return { label, taskFile, verdict, startedAt, endedAt: new Date(), warnings, ...(run && { run }) };
  };
  let view: RunView | undefined;
  try {
    const { sources, prepared } = await prepareTask(planned, { ...context, shell: { ...context.shell, warn } });
    const engine = await context.engine(prepared);
    for (const problem of storeProblems(engine, prepared)) warn(problem);
    const { environment, version } = context.shell;
    const store = await withOwnTrust(context.openStore(prepared), environment);
    view = withWarnings(await show(prepared, engine), warnings);
    run = startedRun(prepared, sources, engine);
    const material = await gatherMaterial({ prepared, sources, engine: engine.runner.engine }, context, warn);
    const { interruption, strict } = context;
    const ports = { runner: engine.runner, store, view, interruption, strict, version };
    const objects = { ...material, interface: sources.task.template.interface };
    const ended = await withOwnTrust(executeRun(prepared, objects, ports), environment);
    run = { ...run, status: ended.status };
    if (ended.detached) return end({ verdict: "detached" });
    if (interruption.signal.aborted) return end({ verdict: "stopped" });
    const outcome = await withOwnTrust(readOutcome(store, prepared.execution.outputPrefix), environment);
    const pod = ended.pod ?? { ...prepared.composition.pod, status: ended.status };
    return end(verdictOf(judge({ prepared, sources, pod }, outcome, view.warn)));
  } catch (error) {
    if (context.interruption.signal.aborted) return end({ verdict: "stopped" });
    if (!(error instanceof ProblemError)) throw error;
    return end({ verdict: "refused", problems: error.problems });
  } finally {
    view?.end();
  }
}

/** Decides everything about a run: nothing has been written yet. */
async function prepareTask(
  { taskFile, inputs }: PlannedTask,
  { settings, semantics, storeUrl, shell }: RunContext,
): Promise<{ readonly sources: Sources; readonly prepared: PreparedRun }> {
  const gathered = await gatherSources(taskFile, settings, shell.environment);
  const sources = valueOrThrow(gathered);
  if (gathered.ok) gathered.warnings.forEach(shell.warn);
  const { boundary, flyteNamespace } = settings;
  const config = withDefaultTemplate(sources, settings, shell);
  const input = { sources: { ...sources, config }, inputs, storeUrl, semantics, boundary, flyteNamespace };
  const prepared = valueOrThrow(await prepareRun(input, shell));
  tellComposition({ ...prepared, sources }, { semantics, boundary }, shell);
  return { sources, prepared };
}

/** What the Pod refers to; on engines of this machine what the cluster has of it that facts come from, too. */
async function gatherMaterial(
  run: { readonly prepared: PreparedRun; readonly sources: Sources; readonly engine: EngineName },
  { settings, shell }: RunContext,
  warn: (problem: Problem) => void,
): Promise<Pick<Sources["manifests"], "configMaps" | "secrets">> {
  const { configMaps, secrets } = run.sources.manifests;
  if (!settings.cluster || run.engine === "kubernetes") return { configMaps, secrets };
  const { pod } = run.prepared.composition;
  return await readReferenced(pod, { configMaps, secrets }, { ...shell, warn, cluster: settings.cluster });
}

function startedRun(
  { store, execution, composition }: PreparedRun,
  sources: Sources,
  engine: ChosenEngine,
): StartedRun {
  const { namespace, name, outputPrefix } = execution;
  return {
    engine: engine.runner.engine,
    ...{ namespace, name, outputPrefix },
    ...(store.folder !== undefined && { folder: store.folder }),
    task: { interface: sources.task.template.interface },
    roles: initialView(composition.pod).map((container) => [container.name, container.role]),
  };
}

interface EndedPod {
  readonly prepared: PreparedRun;
  readonly sources: Sources;
  /** As it stood when that decided the run. */
  readonly pod: Pod;
}

function judge(
  { prepared, sources, pod }: EndedPod,
  outcome: Awaited<ReturnType<typeof readOutcome>>,
  warn: (problem: Problem) => void,
): FinishedRun {
  const { primaryContainerName } = prepared.composition;
  const clock = phaseClock(new Date().toISOString(), prepared.store.config.config, prepared.semantics);
  const run = { pod, primaryContainerName, outcome, hasOutputs: hasOutputs(sources.task.template.interface) };
  return judgeRun(run, clock, warn);
}

/** What a judged run means for its task. */
export function verdictOf({ phase, outputs }: FinishedRun): TaskVerdict {
  if (phase.phase === "failed") return { verdict: "failed", failure: phase };
  return { verdict: "succeeded", ...(outputs && { outputs }) };
}

/** A view whose warnings are kept too. */
export function withWarnings(view: RunView, warnings: Problem[]): RunView {
  return {
    ...view,
    warn: (problem) => {
      warnings.push(problem);
      view.warn(problem);
    },
    show: (event) => {
      if (event.type === "problem") warnings.push(event.problem);
      view.show(event);
    },
  };
}
