import { type Pod, runMarks, type SemanticsName, semanticsNames } from "@podwright/core";

/**
 * Whose rules made a Pod: `podwright run` notes it; else by what only one Flyte gives it: Flyte 2 marks its Pods and tells them their name, Flyte 1 labels them with the execution.
 * @source executor/pkg/plugin/task_exec_metadata.go, flyteorg/flyte v2.0.43; flytepropeller/pkg/compiler/transformers/k8s/workflow.go, v1.16.8
 */
export function meantRules({ metadata, spec }: Pod): SemanticsName | undefined {
  const { labels = {}, annotations = {} } = metadata ?? {};
  const noted = semanticsNames.find((name) => name === annotations[runMarks.semantics]);
  if (noted) return noted;
  const isTold = (spec?.containers ?? []).some(({ env = [] }) => env.some(({ name }) => name === "_F_PN"));
  if ("flyte.org/managed" in labels || isTold) return "flyte-2.0";
  return "execution-id" in labels ? "flyte-1.16" : undefined;
}
