import { expect, test } from "vitest";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { composePod } from "./compose-pod.ts";
import type { SemanticsName } from "./semantics-names.ts";

test.each<{ type: string; semantics: SemanticsName; want: readonly string[] }>([
  { type: "python-task", semantics: "flyte-1.16", want: [] },
  { type: "python", semantics: "flyte-2.0", want: [] },
  { type: "raw-container", semantics: "podwright", want: [] },
  {
    type: "pytorch",
    semantics: "flyte-2.0",
    want: [
      "warning the task is of the type pytorch: where Flyte's plugin for it is enabled, Flyte makes a PyTorchJob, and not this Pod",
    ],
  },
  {
    type: "container_array",
    semantics: "flyte-1.16",
    want: [
      "warning the task is of the type container_array: where Flyte's plugin for it is enabled, Flyte makes a Pod for each item of the list, and not this Pod",
    ],
  },
  {
    type: "container_array",
    semantics: "flyte-2.0",
    want: [
      "information the task is of the type container_array, which no plugin of Flyte's own serves: Flyte makes this Pod, unless a connector takes the type",
    ],
  },
  {
    type: "clustered-task",
    semantics: "podwright",
    want: [
      "warning the task is of the type clustered-task: where Flyte's plugin for it is enabled, Flyte makes a JobSet, and not this Pod",
    ],
  },
])("a task of the type $type by the rules of $semantics", ({ type, semantics, want }) => {
  const facts = factsOfCase({
    task: { id: { name: "task" }, type, container: { image: "i" } },
    execution: { namespace: "tasks", name: "main" },
  });
  const result = composePod(facts, { semantics });
  if (!result.ok) throw new Error(result.problems[0].what);
  expect(
    result.value.problems
      .filter(({ code }) => code === "TASK_TYPE_SERVED_ELSEWHERE")
      .map(({ severity, what }) => `${severity} ${what}`),
  ).toEqual(want);
});
