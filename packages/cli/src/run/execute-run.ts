import { type ConfigMap, copilotProgram as copilotPath, type Secret, type TypedInterface } from "@podwright/core";
import type { PodRunner, RunResult } from "@podwright/runner";
import type { BlobStore } from "@podwright/store";
import { uploadInputs } from "../inputs/upload-inputs.ts";
import type { RunView } from "../output/run-view.ts";
import { copilotProgram } from "./copilot-program.ts";
import type { Interruption } from "./interruption.ts";
import { judgeOf, showEach } from "./judge-pod.ts";
import type { PreparedRun } from "./prepare-run.ts";
import { gracePeriodsOf, writeRunNotes } from "./run-annotations.ts";

/** Through what a run is done. */
export interface RunPorts {
  readonly runner: PodRunner;
  /** The run's own, open. */
  readonly store: BlobStore;
  readonly view: RunView;
  readonly interruption: Interruption;
  readonly strict: boolean;
  /** Podwright's own. */
  readonly version: string;
}

/** What of a run's sources the engine, and who takes the run up, need beside the Pod. */
export interface RunObjects {
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly Secret[];
  readonly interface: TypedInterface | undefined;
}

/**
 * Does what Flyte does before and while a Pod runs: puts the inputs into the store, then runs the Pod. Where the engine cannot run it, nothing is put
 * anywhere.
 * @problems COPILOT_MISSING, those of the store and of the engine
 */
export async function executeRun(run: PreparedRun, objects: RunObjects, ports: RunPorts): Promise<RunResult> {
  const { runner, store, view, interruption, strict, version } = ports;
  const { signal, hasten, detach } = interruption;
  const { folder } = run.store;
  const { pod, primaryContainerName } = run.composition;
  const tellStop = (): void => view.note(stopping);
  const prepare = async (): Promise<void> => {
    await uploadInputs(run.inputs, { store, inputPath: run.execution.inputPath, signal, note: view.note });
    view.begin(pod);
    signal.addEventListener("abort", tellStop, { once: true });
  };
  const judge = judgeOf({ primaryContainerName, gracePeriods: run.store.config.config, semantics: run.semantics });
  const { configMaps, secrets } = objects;
  try {
    return await runner.run(
      {
        ...{ pod, configMaps, secrets, signal, hasten, strict, prepare },
        programs:
          runner.engine !== "kubernetes" ? { [copilotPath]: copilotProgram(folder === undefined ? [] : [folder]) } : {},
        ...(detach && { detach }),
        hasEnded: (current) => judge(current).isOver,
        ...(runner.engine === "kubernetes" && { annotations: notesOf(run, objects, version) }),
      },
      showEach(view, judge),
    );
  } finally {
    signal.removeEventListener("abort", tellStop);
  }
}

const stopping = "stopping the Pod: its containers have the grace period to end; Ctrl-C again ends them at once";

function notesOf(run: PreparedRun, objects: RunObjects, version: string): Readonly<Record<string, string>> {
  return writeRunNotes({
    version,
    semantics: run.semantics,
    primaryContainerName: run.composition.primaryContainerName,
    outputPrefix: run.execution.outputPrefix,
    ...(objects.interface && { interface: objects.interface }),
    hasOutputs: hasOutputs(objects.interface),
    gracePeriods: gracePeriodsOf(run.store.config.config),
  });
}

/** Whether a task's interface has any. */
export function hasOutputs(of: TypedInterface | undefined): boolean {
  return (of?.outputs?.variables.length ?? 0) > 0;
}
