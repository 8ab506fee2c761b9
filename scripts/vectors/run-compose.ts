import { composePod } from "../../packages/core/src/compose/compose-pod.ts";
import type { Facts } from "../../packages/core/src/compose/facts.ts";
import type { Layer } from "../../packages/core/src/compose/layer.ts";
import { flyte116 } from "../../packages/core/src/compose/semantics/flyte-1.16.ts";
import { flyte20 } from "../../packages/core/src/compose/semantics/flyte-2.0.ts";
import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";
import { createDraft } from "../../packages/core/src/merge/draft.ts";
import { silentRecorder } from "../../packages/core/src/merge/recorder.ts";
import { isError, type Problem } from "../../packages/core/src/problem/problem.ts";
import { factsOfCase } from "../../test/support/flyte-facts.ts";
import type { CaseRunner } from "./case-runner.ts";

/**
 * Kind `compose`: the Pod as the plugin builds it and as it is submitted, or Flyte's text for why there is none, with our own problems beside
 * it.
 */
export const runCompose: CaseRunner = (input, semantics) => {
  const facts = factsOfCase(input, semantics);
  const result = composePod(facts, { semantics });
  if (result.ok) return { pod: builtPod(facts, semantics), podSubmitted: result.value.pod, error: null };
  const first = result.problems.find(isError) ?? result.problems[0];
  return { error: textOf(first), problems: result.problems };
};

const layersOf: Readonly<Record<FlyteVersion, readonly Layer[]>> = { "flyte-1.16": flyte116, "flyte-2.0": flyte20 };

/** Before the plugin manager writes what every object gets. */
function builtPod(facts: Facts, semantics: FlyteVersion): object {
  const draft = createDraft(silentRecorder);
  for (const layer of layersOf[semantics]) if (layer.name !== "object-metadata") layer.apply(draft, facts);
  return { kind: "pod", apiVersion: "v1", metadata: draft.metadata, spec: draft.spec };
}

/** Flyte ends each line about a template's inputs, the last one too. */
function textOf({ code, what }: Problem): string {
  return code === "TASK_INPUT_UNUSABLE" ? `${what}\r\n` : what;
}
