import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { composePod } from "../compose/compose-pod.ts";
import type { ExecutionFacts, Facts } from "../compose/facts.ts";
import { type SemanticsName, semanticsNames } from "../compose/semantics-names.ts";
import type { Pod } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { inferExecution } from "./infer-execution.ts";

const placeholders: ExecutionFacts = {
  namespace: "flytesnacks-development",
  name: "execution-n0-0",
  project: "flytesnacks",
  domain: "development",
  executionName: "execution",
  nodeId: "n0",
  uniqueNodeId: "n0",
  taskId: { project: "flytesnacks", domain: "development", name: "t", version: "" },
  retryAttempt: 0,
  labels: {},
  serviceAccount: "default",
  inputPath: "s3://flyte-data/inputs.pb",
  inputPrefix: "s3://flyte-data",
  outputPrefix: "s3://flyte-data/0",
  rawOutputPrefix: "s3://flyte-data/raw",
  checkpointPrefix: "s3://flyte-data/raw/c",
  prevCheckpointPrefix: "",
};

const real: ExecutionFacts = {
  ...placeholders,
  namespace: "acme-production",
  name: "f3a9-n1-2",
  project: "acme",
  domain: "production",
  executionName: "f3a9",
  nodeId: "n1",
  taskId: { project: "flytesnacks", domain: "development", name: "t", version: "v7" },
  retryAttempt: 2,
  labels: { "execution-id": "f3a9", "node-id": "n1", interruptible: "false" },
  serviceAccount: "runner",
  interruptible: false,
  inputPath: "s3://acme/meta/f3a9/n1/data/inputs.pb",
  inputPrefix: "s3://acme/meta/f3a9/n1/data",
  outputPrefix: "s3://acme/meta/f3a9/n1/data/0",
  rawOutputPrefix: "s3://acme/raw/zz/f3a9-n1-2",
  checkpointPrefix: "s3://acme/raw/zz/f3a9-n1-2/_flytecheckpoints",
};

const task = {
  type: "python-task",
  container: {
    image: "acme/task:1",
    args: [
      "--inputs",
      "{{.input}}",
      "--output-prefix={{.outputPrefix}}",
      "{{.rawOutputDataPrefix}}",
      "--checkpoint-path",
      "{{.checkpointOutputPrefix}}",
    ],
  },
};

function composeWith(semantics: SemanticsName): (execution: ExecutionFacts) => Pod {
  const facts: Facts = factsOfCase({ task, execution: { ...placeholders, overrides: { resources: {} } } });
  return (execution) => {
    const { overrides } = facts.execution;
    return valueOrThrow(
      composePod({ ...facts, execution: { ...execution, ...(overrides && { overrides }) } }, { semantics }),
    ).pod;
  };
}

describe.each(semanticsNames)("%s", (semantics) => {
  const compose = composeWith(semantics);

  test("finds the execution of a Pod that was composed for it", () => {
    const { execution, unknown } = inferExecution(compose(real), {}, placeholders, compose);
    expect(compose(execution)).toEqual(compose(real));
    expect(execution).toMatchObject({
      executionName: "f3a9",
      project: "acme",
      domain: "production",
      taskId: { version: "v7" },
      retryAttempt: 2,
      inputPath: "s3://acme/meta/f3a9/n1/data/inputs.pb",
      outputPrefix: "s3://acme/meta/f3a9/n1/data/0",
      rawOutputPrefix: "s3://acme/raw/zz/f3a9-n1-2",
    });
    expect(unknown).toEqual([]);
  });

  test("finds any execution, whatever it is called and wherever its data stand", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);
    const uri = fc.stringMatching(/^(s3|gs):\/\/[a-z]{3,8}(\/[A-Za-z0-9_.+()-]{1,9}){0,4}$/);
    const execution = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9]{0,9}-[a-z][a-z0-9]{0,5}-[0-9]$/),
      namespace: name,
      project: name,
      domain: name,
      executionName: name,
      nodeId: name,
      retryAttempt: fc.nat({ max: 30 }),
      inputPath: uri,
      outputPrefix: uri,
      rawOutputPrefix: uri,
      checkpointPrefix: uri,
      taskId: fc.record({ project: name, domain: name, name, version: name }),
    });
    fc.assert(
      fc.property(execution, (facts) => {
        const untold = { ...placeholders, taskId: {} };
        const live = compose({ ...placeholders, ...facts });
        expect(compose(inferExecution(live, {}, untold, compose).execution)).toEqual(live);
      }),
      { numRuns: 60 },
    );
  });

  test("leaves what somebody said of the execution as it is", () => {
    const { execution } = inferExecution(compose(real), { outputPrefix: "s3://mine/0" }, placeholders, compose);
    expect(execution.outputPrefix).toBe("s3://mine/0");
  });
});

test("says where each fact stands", () => {
  const compose = composeWith("flyte-2.0");
  const { facts } = inferExecution(compose(real), {}, placeholders, compose);
  const told = Object.fromEntries(facts.map(({ fact, from }) => [fact, from]));
  expect(told).toMatchObject({
    namespace: "metadata.namespace",
    labels: "metadata.labels",
    serviceAccount: "spec.serviceAccountName",
    inputPath: "spec.containers[f3a9-n1-2].args[1]",
    executionName: "spec.containers[f3a9-n1-2].env[FLYTE_INTERNAL_EXECUTION_ID].value",
  });
});

test("names the facts that decide part of the Pod and that it does not tell", () => {
  const compose = composeWith("flyte-2.0");
  const live = compose(real);
  const [main] = live.spec?.containers ?? [];
  const changed = { ...live, spec: { ...live.spec, containers: [{ ...main, name: main?.name ?? "", args: ["sh"] }] } };
  const { unknown, execution } = inferExecution(changed, {}, placeholders, compose);
  expect(unknown).toEqual(["inputPath", "outputPrefix", "rawOutputPrefix", "checkpointPrefix"]);
  expect(execution.inputPath).toBe("s3://flyte-data/inputs.pb");
});

test("finds the name that Flyte drew for the container where the Pod's is none", () => {
  const compose = composeWith("flyte-2.0");
  const live = compose({ ...real, name: "f3a9.n1.2", drawnContainerName: "xk29s" });
  const { facts, execution } = inferExecution(live, {}, placeholders, compose);
  expect(facts.find(({ fact }) => fact === "drawnContainerName")?.value).toBe("xk29s");
  expect(compose(execution)).toEqual(live);
});
