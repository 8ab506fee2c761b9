import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import type { PodSpec } from "../../kubernetes/types.ts";
import { createDraft, type Draft, namePrimaryContainer } from "../../merge/draft.ts";
import { type Recorder, silentRecorder } from "../../merge/recorder.ts";
import { createTraceRecorder } from "../../merge/trace-recorder.ts";
import { takeSpec } from "../../merge/write-spec.ts";
import { containerCustomizations } from "./container-customizations.ts";

const pod: PodSpec = {
  initContainers: [{ name: "prepare", args: ["{{.inputs.a}}"] }],
  containers: [
    { name: "side", image: "side:1" },
    { name: "main", command: ["sh", "{{.outputPrefix}}"], resources: { limits: { gpu: "1" } } },
  ],
};

function customized(more: object = {}, recorder: Recorder = silentRecorder): Draft {
  const draft = createDraft(recorder);
  takeSpec(draft, structuredClone(pod), { layer: "own", source: { document: "pod", path: [] } });
  namePrimaryContainer(draft, "main");
  const inputs = { literals: { a: { scalar: { primitive: { integer: "3" } } } } };
  const execution = {
    namespace: "ns",
    name: "a",
    outputPrefix: "s3://out",
    inputs,
    overrides: { resources: { requests: { cpu: "2" } } },
  };
  containerCustomizations.apply(draft, factsOfCase({ task: {}, execution: { ...execution, ...more } }));
  return draft;
}

describe("containerCustomizations", () => {
  test("tells nothing of large literals, which Flyte 2 does not store apart", () => {
    const draft = createDraft(silentRecorder);
    takeSpec(draft, structuredClone(pod), { layer: "own" });
    const execution = {
      namespace: "ns",
      name: "a",
      inputs: { literals: { a: { scalar: { primitive: { integer: "3" } } } } },
    };
    containerCustomizations.apply(draft, factsOfCase({ task: {}, execution, literalOffloading: { Enabled: true } }));
    const names = (draft.spec.containers[1]?.env ?? []).map(({ name }) => name);
    expect(names).toContain("FLYTE_INTERNAL_EXECUTION_ID");
    expect(names).not.toContain("_F_L_MIN_SIZE_MB");
  });

  test("fills in the commands and arguments of all containers", () => {
    const { spec } = customized();
    expect(spec.initContainers?.[0]?.args).toEqual(["3"]);
    expect(spec.containers[1]?.command).toEqual(["sh", "s3://out"]);
  });

  test("gives resources and defaults to the primary container, zeros to the others", () => {
    const zeros = { requests: { cpu: "0", memory: "0" }, limits: { cpu: "0", memory: "0" } };
    const { spec } = customized();
    expect(spec.initContainers?.[0]?.resources).toEqual(zeros);
    expect(spec.containers[0]?.resources).toEqual(zeros);
    expect(spec.containers[1]?.resources).toEqual({
      requests: { cpu: "2", memory: "1Gi", "nvidia.com/gpu": "1" },
      limits: { cpu: "2", memory: "1Gi", "nvidia.com/gpu": "1" },
    });
  });

  test("ends at the first container that asks for an input there is not", () => {
    const draft = customized({ inputs: { literals: { b: { scalar: { noneType: {} } } } } });
    expect(draft.problems.map(({ code, where }) => [code, where])).toEqual([
      ["TASK_INPUT_UNUSABLE", "container prepare, args"],
    ]);
    expect(draft.spec.containers[1]?.command).toEqual(["sh", "{{.outputPrefix}}"]);
  });

  test("traces what it writes to where it comes from", () => {
    const recorder = createTraceRecorder();
    const { spec } = customized({ envVars: { REGION: "eu" } }, recorder);
    const origins = new Map(
      recorder
        .traceOf(spec, { layer: "none" })
        .map(({ path, origin }) => [
          path.join("/"),
          [origin.layer, origin.source?.document, ...(origin.source?.path ?? [])]
            .filter((part) => part !== undefined)
            .join(" "),
        ]),
    );
    const layer = "container-customizations";
    const env = spec.containers[1]?.env?.findIndex(({ name }) => name === "REGION");
    expect(Object.fromEntries([...origins].filter(([path]) => wanted(env).includes(path)))).toEqual({
      "containers/1/command/0": "own pod containers 1 command 0",
      "containers/1/command/1": `${layer} pod containers 1 command 1`,
      "containers/1/resources/requests/cpu": `${layer} execution overrides resources requests cpu`,
      "containers/1/resources/limits/cpu": `${layer} execution overrides resources requests cpu`,
      "containers/1/resources/limits/memory": `${layer} config default-memory`,
      "containers/1/resources/limits/nvidia.com/gpu": `${layer} pod containers 1 resources limits gpu`,
      [`containers/1/env/${env}/value`]: `${layer} execution envVars REGION`,
    });
  });
});

function wanted(env: number | undefined): readonly string[] {
  return [
    "containers/1/command/0",
    "containers/1/command/1",
    "containers/1/resources/requests/cpu",
    "containers/1/resources/limits/cpu",
    "containers/1/resources/limits/memory",
    "containers/1/resources/limits/nvidia.com/gpu",
    `containers/1/env/${env}/value`,
  ];
}
