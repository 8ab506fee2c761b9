import { randomUUID } from "node:crypto";
import {
  type BoundaryMode,
  type Composition,
  composeWithin,
  type ExecutionFacts,
  type Facts,
  failureOf,
  type Problem,
  type Result,
  type SemanticsName,
  success,
} from "@podwright/core";
import { environmentOf } from "../facts/environment-of.ts";
import { executionOf } from "../facts/execution-placeholders.ts";
import type { Sources } from "../facts/gather-sources.ts";
import { placeResult } from "../facts/place-result.ts";
import { type GatheredInputs, gatherInputs, type InputArguments } from "../inputs/gather-inputs.ts";
import type { Shell } from "../shell.ts";
import { type ChosenStore, chooseStore } from "../store/choose-store.ts";

export interface RunInput {
  readonly sources: Sources;
  readonly inputs: InputArguments;
  readonly storeUrl: string | undefined;
  readonly semantics: SemanticsName;
  readonly boundary: BoundaryMode;
  /** Where Flyte itself runs. */
  readonly flyteNamespace: string;
}

/** A run that can begin: nothing has been written yet. */
export interface PreparedRun {
  readonly store: ChosenStore;
  readonly execution: ExecutionFacts;
  readonly inputs: GatheredInputs;
  readonly semantics: SemanticsName;
  /** What the Pod was composed of. */
  readonly facts: Facts;
  readonly composition: Composition;
}

/**
 * Decides everything about a run: its store, its inputs, the execution's name and prefixes, which no other run has, and the Pod.
 * @problems those of the inputs and of the store at once, then those of composing
 */
export async function prepareRun(
  input: RunInput,
  shell: Pick<Shell, "environment" | "workingDirectory">,
): Promise<Result<PreparedRun>> {
  const { sources, semantics } = input;
  const template = sources.task.template;
  const store = chooseStore(input.storeUrl, sources.config, shell);
  const executionName = `r${randomUUID().replaceAll("-", "").slice(0, 11)}`;
  const uploadPrefix = `${store.ok ? store.value.uri : ""}/uploads/${executionName}`;
  const { workingDirectory } = shell;
  const inputs = await gatherInputs(sources.task, input.inputs, { workingDirectory, uploadPrefix });
  if (!store.ok || !inputs.ok) {
    const problems = [store, inputs].flatMap((result) => (result.ok ? [] : result.problems));
    return failureOf(problems as [Problem, ...Problem[]]);
  }
  const execution: ExecutionFacts = {
    ...executionOf(sources.taskId, { executionName, storeUri: store.value.uri }),
    inputs: inputs.value.literals,
    ...sources.execution,
  };
  const { literalOffloading } = store.value.config;
  const facts: Facts = {
    task: template,
    podTemplates: sources.manifests.podTemplates,
    config: store.value.config.config,
    storage: store.value.config.storage,
    execution,
    environment: environmentOf(shell.environment),
    flyteNamespace: input.flyteNamespace,
    ...(literalOffloading && { literalOffloading }),
  };
  const composed = composeWithin(facts, { semantics, boundary: input.boundary });
  if (!composed.ok) return placeResult(composed, sources);
  const composition = composed.value;
  return success({ store: store.value, execution, inputs: inputs.value, semantics, facts, composition });
}
