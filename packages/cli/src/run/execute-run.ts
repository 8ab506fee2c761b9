import {
  type ConfigMap,
  copilotProgram as copilotPath,
  type Pod,
  phaseClock,
  podVerdict,
  type Secret,
} from "@podwright/core";
import type { PodRunner, RunResult } from "@podwright/runner";
import type { BlobStore } from "@podwright/store";
import { uploadInputs } from "../inputs/upload-inputs.ts";
import type { RunView } from "../output/run-view.ts";
import { renderStanding } from "../output/standing-text.ts";
import { copilotProgram } from "./copilot-program.ts";
import type { PreparedRun } from "./prepare-run.ts";

/** Through what a run is done. */
export interface RunPorts {
  readonly runner: PodRunner;
  /** The run's own, open. */
  readonly store: BlobStore;
  readonly view: RunView;
  readonly interruption: Interruption;
  readonly strict: boolean;
}

/** How a run is stopped before its end. */
export interface Interruption {
  readonly signal: AbortSignal;
  readonly hasten: AbortSignal;
  /** Leaves the Pod alone, where the engine can. */
  readonly detach?: AbortSignal;
}

export interface RunObjects {
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly Secret[];
}

/**
 * Does what Flyte does before and while a Pod runs: puts the inputs into the store, then runs the Pod.
 * @problems COPILOT_MISSING, those of the store and of the engine
 */
export async function executeRun(run: PreparedRun, objects: RunObjects, ports: RunPorts): Promise<RunResult> {
  const { runner, store, view, interruption, strict } = ports;
  const { signal, hasten, detach } = interruption;
  const { folder } = run.store;
  const program = copilotProgram(folder === undefined ? [] : [folder]);
  await uploadInputs(run.inputs, { store, inputPath: run.execution.inputPath, signal, note: view.note });
  const { pod } = run.composition;
  const standing = standingOf(run);
  view.begin(pod);
  const tellStop = (): void => view.note(stopping);
  signal.addEventListener("abort", tellStop, { once: true });
  try {
    return await runner.run(
      { pod, ...objects, programs: { [copilotPath]: program }, signal, hasten, strict, ...(detach && { detach }) },
      (event) => {
        view.show(event);
        if (event.type === "pod") view.stands(standing(event.pod));
      },
    );
  } finally {
    signal.removeEventListener("abort", tellStop);
  }
}

const stopping = "stopping the Pod: its containers have the grace period to end; Ctrl-C again ends them at once";

/** What a Pod that has not ended means for its task, in a line; empty where nothing keeps it. */
function standingOf({ composition, store, semantics }: PreparedRun): (pod: Pod) => string {
  const { primaryContainerName } = composition;
  return (pod) => {
    const clock = phaseClock(new Date().toISOString(), store.config.config, semantics);
    const { task } = podVerdict({ pod, primaryContainerName }, clock);
    return task.phase === "succeeded" || task.phase === "failed" ? "" : renderStanding(pod, primaryContainerName, task);
  };
}
