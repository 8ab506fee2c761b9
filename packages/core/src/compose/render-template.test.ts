import { create, fromJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { LiteralMapSchema } from "../flyte/gen/flyteidl2/core/literals_pb.js";
import type { ExecutionFacts } from "./facts.ts";
import { renderTemplate } from "./render-template.ts";

const execution: ExecutionFacts = {
  namespace: "flytesnacks-development",
  name: "a0x1-n0-0",
  project: "flytesnacks",
  domain: "development",
  executionName: "a0x1",
  inputPath: "s3://bucket/in/inputs.pb",
  inputPrefix: "s3://bucket/in",
  outputPrefix: "s3://bucket/out",
  rawOutputPrefix: "s3://raw",
  checkpointPrefix: "s3://raw/_check",
  taskTemplatePath: "s3://bucket/task.pb",
};

const inputs = fromJson(LiteralMapSchema, {
  literals: {
    a: { scalar: { primitive: { integer: "3" } } },
    nothing: { scalar: { noneType: {} } },
    text: { scalar: { primitive: { stringValue: "$0 {{.input}}" } } },
  },
});

function rendered(text: string, facts: Partial<ExecutionFacts> = {}): unknown {
  const result = renderTemplate([text], { execution: { ...execution, inputs, ...facts } });
  return result.ok ? result.value[0] : result.problems.map(({ what }) => what);
}

describe("renderTemplate", () => {
  test.each([
    { input: "{{.input}}", want: "s3://bucket/in/inputs.pb" },
    { input: "{{ $INPUTPREFIX }}/x", want: "s3://bucket/in/x" },
    { input: "a{{.outputPrefix}}b{{.OutputPrefix}}", want: "as3://bucket/outbs3://bucket/out" },
    { input: "{{.rawOutputDataPrefix}}", want: "s3://raw" },
    { input: "{{.prevCheckpointPrefix}}", want: '""' },
    { input: "{{.checkpointOutputPrefix}}", want: "s3://raw/_check" },
    { input: "{{.perRetryUniqueKey}}", want: "a0x1_n0_0" },
    { input: "{{.taskTemplatePath}}", want: "s3://bucket/task.pb" },
    { input: "{{.namespace}}", want: "flytesnacks-development" },
    { input: "{{.name\u017fpace}}", want: "flytesnacks-development" },
    { input: "{{.tas\u212aTemplatePath}}", want: "s3://bucket/task.pb" },
    { input: "{{.inputs.a}}", want: "3" },
    { input: "{{.Inputs.text}}", want: "$0 {{.input}}" },
    { input: "{{.unknown}} {{input}} {{.input", want: "{{.unknown}} {{input}} {{.input" },
    { input: "{{\u00a0.input}}", want: "{{\u00a0.input}}" },
    { input: "{{.Inputs.A}}", want: ["0: input template [{{.Inputs.A}}]: requested input is not found [A]"] },
    {
      input: "{{.Inputs.nothing}}{{.Inputs.toString}}",
      want: [
        "0: input template [{{.Inputs.nothing}}]: failed to bind a value to inputName [nothing]: received an unexpected scalar type [*core.Scalar_NoneType]\r\n" +
          "1: input template [{{.Inputs.toString}}]: requested input is not found [toString]",
      ],
    },
  ])("$input", ({ input, want }) => {
    expect(rendered(input)).toEqual(want);
  });

  test.each([
    { name: "leaves inputs alone that could not be read", facts: { inputs: undefined }, want: "{{.Inputs.a}}" },
    {
      name: "leaves inputs alone where there are none",
      facts: { inputs: create(LiteralMapSchema) },
      want: "{{.Inputs.a}}",
    },
  ])("$name", ({ facts, want }) => {
    expect(rendered("{{.Inputs.a}}", facts as Partial<ExecutionFacts>)).toBe(want);
  });

  test.each([
    { path: "s3://b/$0/$1/$name/$$/$", want: "s3://b/{{.input}}///$/$" },
    { path: "{{.namespace}}", want: "flytesnacks-development" },
    { path: "{{.input}}", want: "{{.input}}" },
  ])("expands the path $path as Go's regexp does, later tokens included", ({ path, want }) => {
    expect(rendered("{{.input}}", { inputPath: path })).toBe(want);
  });

  test("makes a key of a name that begins with no letter", () => {
    expect(rendered("{{.perRetryUniqueKey}}", { name: "0-9x.y" })).toBe("ax_y");
  });

  test("gives back the very list when nothing in it can change", () => {
    const strings = ["sh", "-c", "echo $0"];
    const result = renderTemplate(strings, { execution });
    expect(result.ok && result.value).toBe(strings);
  });
});
