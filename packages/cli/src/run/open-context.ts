import { availableParallelism } from "node:os";
import { valueOrThrow } from "@podwright/core";
import type { EngineChoice } from "@podwright/manifests";
import { describeKubeconfig } from "@podwright/runner";
import { clusterChoice } from "../cluster/cluster-choice.ts";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { readExecution } from "../facts/read-execution.ts";
import type { Settings } from "../project/read-settings.ts";
import type { NotedShell, Shell } from "../shell.ts";
import { type ChosenEngine, chooseEngine } from "./choose-engine.ts";
import type { EngineOptions } from "./engines.ts";
import { refuseIdleFlags } from "./idle-flags.ts";
import { detaching, stopping } from "./interruption.ts";
import type { RunContext } from "./run-context.ts";
import { runStore } from "./run-store.ts";

/** What the command line says of all tasks of a run. */
export interface RunFlags extends EngineOptions {
  readonly engine?: EngineChoice;
  readonly store?: string;
  readonly strict?: boolean;
  readonly detachOnInterrupt?: boolean;
  readonly quiet?: boolean;
}

/** A context, and what ends all that it opened. */
export interface OpenContext {
  readonly context: RunContext;
  /** How many tasks run at a time unless somebody says it. */
  readonly parallel: number;
  readonly close: () => Promise<void>;
}

/**
 * What all tasks of a command share. Engine and store are opened when the first task needs them.
 * @problems for a cluster those of its kubeconfig and of the execution file
 */
export async function openContext(flags: RunFlags, settings: Settings, shell: Shell): Promise<OpenContext> {
  const { environment, workingDirectory, version } = shell;
  const wanted = flags.engine ?? settings.engine ?? "auto";
  refuseIdleFlags(flags, wanted, settings);
  const options = engineOptions(flags, settings);
  const isCluster = wanted === "kubernetes";
  const namespace = isCluster ? await clusterNamespace(options, settings, environment) : settings.namespace;
  const noted: NotedShell = flags.quiet ? { stderr: { write: () => {} }, warn: shell.warn } : shell;
  const store = runStore(shell);
  const interruption = isCluster ? detaching(shell, flags.detachOnInterrupt === true) : stopping(shell);
  let engine: Promise<ChosenEngine> | undefined;
  const context: RunContext = {
    settings: { ...settings, ...(namespace !== undefined && { namespace }) },
    semantics: chooseSemantics(settings, noted),
    storeUrl: flags.store ?? settings.store,
    strict: flags.strict === true,
    shell: { environment, workingDirectory, version, ...noted },
    engine: (run) => {
      engine ??= chooseEngine(wanted, { options, environment, run });
      return engine;
    },
    openStore: store.open,
    interruption,
  };
  const close = async (): Promise<void> => {
    interruption.end();
    await store.close();
    await (await engine?.catch(() => undefined))?.close?.();
  };
  return { context, parallel: isCluster ? parallelOnCluster : availableParallelism(), close };
}

/** A cluster has more cores than this machine, and most of a run there is waiting. */
const parallelOnCluster = 10;

/** The cluster that the project's file names is the one that runs, too. */
function engineOptions(flags: RunFlags, { projectContext }: Settings): EngineOptions {
  const { kubeconfig, context = projectContext, namespace, apply, keep, copilot } = flags;
  return {
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(namespace !== undefined && { namespace }),
    ...(apply !== undefined && { apply }),
    ...(keep !== undefined && { keep }),
    ...(copilot !== undefined && { copilot }),
  };
}

/** The namespace that Pods are composed for: the flag's, else the execution file's, else that of the kubeconfig's context. */
async function clusterNamespace(
  { kubeconfig, context }: EngineOptions,
  { namespace, execution }: Settings,
  environment: Shell["environment"],
): Promise<string> {
  const told = namespace ?? valueOrThrow(await readExecution(execution)).namespace;
  if (told !== undefined) return told;
  return describeKubeconfig(clusterChoice({ kubeconfig, context }, environment)).namespace;
}
