import { expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import { composePod } from "../compose-pod.ts";

function problemsOf(task: object, execution: object = {}): readonly string[] {
  const facts = factsOfCase({ task, execution: { namespace: "tasks", name: "main", ...execution } });
  const result = composePod(facts, { semantics: "flyte-2.0" });
  return result.ok ? [] : result.problems.map(({ code, what }) => `${code} ${what}`);
}

test.each([
  { name: "a pod task", task: { k8sPod: {} }, kind: "target k8sPod" },
  { name: "a sidecar task", task: { type: "sidecar", container: {} }, kind: "type sidecar" },
  { name: "a task without a target", task: {}, kind: "no target" },
])("$name is refused plainly", ({ task, kind }) => {
  expect(problemsOf(task)).toEqual([
    `TASK_TARGET_UNSUPPORTED a task with ${kind} cannot be composed: only container tasks can`,
  ]);
});

test("an execution that overrides the task must state resources, as in Flyte", () => {
  expect(problemsOf({ container: {} }, { overrides: {} })).toEqual([
    "TASK_RESOURCES_MISSING [BadTaskSpecification] resource requirements not found for container task, required!",
  ]);
});

test("an amount that is no quantity is refused in Kubernetes' words", () => {
  const container = { resources: { limits: [{ name: "CPU", value: "much" }] } };
  expect(problemsOf({ container }, { overrides: { resources: {} } })).toEqual([
    "QUANTITY_INVALID Failed to parse resource as a valid quantity.: quantities must match the regular expression " +
      "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ]);
});

test("a name that no container may bear is replaced by the drawn one", () => {
  const execution = { namespace: "tasks", name: "My.Task", drawnContainerName: "x7k2" };
  const result = composePod(factsOfCase({ task: { container: {} }, execution }), { semantics: "flyte-2.0" });
  expect(result.ok && result.value.pod.metadata?.name).toBe("my.task");
  expect(result.ok && result.value.primaryContainerName).toBe("x7k2");
  expect(result.ok && result.value.pod.spec?.containers.map(({ name }) => name)).toEqual(["x7k2"]);
});
