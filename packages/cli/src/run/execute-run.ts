import {
  type ConfigMap,
  copilotProgram as copilotPath,
  phaseClock,
  type Secret,
  type TaskTemplate,
} from "@podwright/core";
import { createSandboxRunner, type PodRunner } from "@podwright/runner";
import { gatherTrust, openStore } from "@podwright/store";
import { uploadInputs } from "../inputs/upload-inputs.ts";
import type { RunView } from "../output/run-view.ts";
import type { Shell } from "../shell.ts";
import { makeStoreFolder } from "../store/make-store-folder.ts";
import { copilotProgram } from "./copilot-program.ts";
import { type FinishedRun, judgeRun } from "./judge-run.ts";
import type { PreparedRun } from "./prepare-run.ts";
import { readOutcome } from "./read-outcome.ts";

export interface RunMaterial {
  readonly task: TaskTemplate;
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly Secret[];
}

/**
 * Does what Flyte does around a Pod: puts the inputs into the store, runs the Pod, reads what it left.
 * @problems COPILOT_MISSING, those of the store and of the engine
 */
export async function executeRun(
  run: PreparedRun,
  material: RunMaterial,
  { shell, view }: { readonly shell: Shell; readonly view: RunView },
): Promise<FinishedRun> {
  const { folder, storage } = run.store;
  const program = copilotProgram(folder === undefined ? [] : [folder]);
  if (folder !== undefined) await makeStoreFolder(folder);
  const { environment, interrupted: signal, hastened: hasten } = shell;
  const store = await openStore({ storage, environment, trust: await gatherTrust(environment) });
  try {
    await uploadInputs(run.inputs, { store, inputPath: run.execution.inputPath, signal, note: view.note });
    const { pod } = run.composition;
    view.begin(pod);
    signal.addEventListener("abort", () => view.note(stopping), { once: true });
    const { status } = await sandbox(shell).run(
      { pod, ...material, programs: { [copilotPath]: program }, signal, hasten },
      view.show,
    );
    const outcome = await readOutcome(store, run.execution.outputPrefix);
    const { primaryContainerName } = run.composition;
    const hasOutputs = (material.task.interface?.outputs?.variables.length ?? 0) > 0;
    const clock = phaseClock(new Date().toISOString(), run.store.config.config, run.semantics);
    return judgeRun({ pod: { ...pod, status }, primaryContainerName, outcome, hasOutputs }, clock, view.warn);
  } finally {
    await store.close();
  }
}

const stopping = "stopping the Pod: its containers have the grace period to end; Ctrl-C again ends them at once";

function sandbox({ environment }: Shell): PodRunner {
  return createSandboxRunner({ path: environment.PATH ?? "", temporaryFolder: environment.TMPDIR || "/tmp" });
}
