import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { executionVariables, fromSecrets, variablesFromEnvironment, variablesOf } from "./environment.ts";

const execution = { namespace: "ns", name: "a0x1-n0-0", project: "proj", domain: "dom", executionName: "a0x1" };

function variablesFor(task: object, more: object = {}): readonly string[] {
  const variables = executionVariables(factsOfCase({ task, execution: { ...execution, ...more } }), "flyte-2.0");
  return variables.map(({ name, value, valueFrom }) => `${name}=${value ?? valueFrom?.fieldRef?.fieldPath ?? ""}`);
}

describe("executionVariables", () => {
  test("tells of the execution and the task, the historic names last", () => {
    const id = { project: "tp", domain: "td", name: "my.task", version: "v1" };
    expect(variablesFor({ id }, { retryAttempt: 2 })).toEqual([
      "FLYTE_INTERNAL_EXECUTION_ID=a0x1",
      "FLYTE_INTERNAL_EXECUTION_PROJECT=proj",
      "FLYTE_INTERNAL_EXECUTION_DOMAIN=dom",
      "_F_PN=metadata.name",
      "FLYTE_ATTEMPT_NUMBER=2",
      "FLYTE_INTERNAL_TASK_PROJECT=tp",
      "FLYTE_INTERNAL_TASK_DOMAIN=td",
      "FLYTE_INTERNAL_TASK_NAME=my.task",
      "FLYTE_INTERNAL_TASK_VERSION=v1",
      "FLYTE_INTERNAL_PROJECT=tp",
      "FLYTE_INTERNAL_DOMAIN=td",
      "FLYTE_INTERNAL_NAME=my.task",
      "FLYTE_INTERNAL_VERSION=v1",
    ]);
  });

  test("leaves the task out where it has no id", () => {
    expect(variablesFor({})).toHaveLength(5);
  });

  test.each([
    {
      name: "gives the console's link to a task that asks for one",
      task: { config: { link_type: "v" } },
      consoleUrl: "https://flyte.example.com/console/",
      want: "https://flyte.example.com/console/projects/proj/domains/dom/executions/a0x1/nodeId/n0/nodes",
    },
    { name: "gives none without a console", task: { config: { link_type: "v" } }, consoleUrl: "", want: undefined },
    { name: "gives none to other tasks", task: {}, consoleUrl: "https://flyte.example.com", want: undefined },
  ])("$name", ({ task, consoleUrl, want }) => {
    const variables = executionVariables(
      factsOfCase({ task, execution: { ...execution, consoleUrl, uniqueNodeId: "n0" } }),
      "flyte-2.0",
    );
    expect(variables.find(({ name }) => name === "FLYTE_EXECUTION_URL")?.value).toBe(want);
  });
});

test("variables of a map stand in the order of their names, empty ones without a value", () => {
  expect(variablesOf({ b: "2", a: "", C: "3" })).toEqual([
    { name: "C", value: "3" },
    { name: "a" },
    { name: "b", value: "2" },
  ]);
});

test("variables taken from the engine's environment are empty where it lacks them", () => {
  expect(variablesFromEnvironment({ REGION: "AWS_REGION", NONE: "toString" }, { AWS_REGION: "eu" })).toEqual([
    { name: "NONE" },
    { name: "REGION", value: "eu" },
  ]);
});

test("default secrets may be missing", () => {
  expect(fromSecrets(["creds"])).toEqual([{ secretRef: { name: "creds", optional: true } }]);
});
