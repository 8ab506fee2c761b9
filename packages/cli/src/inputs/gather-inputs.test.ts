import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { create, fromJson, toJson } from "@bufbuild/protobuf";
import { TaskTemplateSchema } from "@podwright/core";
import { LiteralMapSchema, LiteralSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { LiteralTypeSchema } from "@podwright/core/gen/flyteidl2/core/types_pb";
import { describe, expect, it } from "vitest";
import { gatherInputs } from "./gather-inputs.ts";
import { literalOfText } from "./literal-of-text.ts";

const clients = join(import.meta.dirname, "../../../../testdata/clients");
const listOfFloat = { collectionType: { simple: "FLOAT" } };
const maybeInteger = { unionType: { variants: [{ simple: "STRING" }, { simple: "INTEGER" }, { simple: "NONE" }] } };

describe("the value of --input", () => {
  const cases = [
    {
      type: { simple: "INTEGER" },
      text: "-9223372036854775808",
      want: { scalar: { primitive: { integer: "-9223372036854775808" } } },
    },
    { type: { simple: "FLOAT" }, text: "1e-3", want: { scalar: { primitive: { floatValue: 0.001 } } } },
    { type: { simple: "FLOAT" }, text: "-inf", want: { scalar: { primitive: { floatValue: "-Infinity" } } } },
    { type: { simple: "STRING" }, text: "a=b c", want: { scalar: { primitive: { stringValue: "a=b c" } } } },
    { type: { simple: "BOOLEAN" }, text: "True", want: { scalar: { primitive: { boolean: true } } } },
    {
      type: { simple: "DATETIME" },
      text: "2026-01-31T12:00:00.5+01:00",
      want: { scalar: { primitive: { datetime: "2026-01-31T11:00:00.500Z" } } },
    },
    { type: { simple: "DURATION" }, text: "1m1.5s", want: { scalar: { primitive: { duration: "61.500s" } } } },
    { type: { simple: "STRUCT" }, text: '{"a": [1]}', want: { scalar: { generic: { a: [1] } } } },
    {
      type: { enumType: { values: ["red", "blue"] } },
      text: "red",
      want: { scalar: { primitive: { stringValue: "red" } } },
    },
    { type: { blob: {} }, text: "s3://b/k", want: { scalar: { blob: { metadata: { type: {} }, uri: "s3://b/k" } } } },
    {
      type: listOfFloat,
      text: "[1, 2.5]",
      want: {
        collection: {
          literals: [{ scalar: { primitive: { floatValue: 1 } } }, { scalar: { primitive: { floatValue: 2.5 } } }],
        },
      },
    },
    {
      type: { mapValueType: { simple: "STRING" } },
      text: '{"k": "v"}',
      want: { map: { literals: { k: { scalar: { primitive: { stringValue: "v" } } } } } },
    },
    {
      type: maybeInteger,
      text: "3",
      want: { scalar: { union: { type: { simple: "INTEGER" }, value: { scalar: { primitive: { integer: "3" } } } } } },
    },
    {
      type: maybeInteger,
      text: "null",
      want: { scalar: { union: { type: { simple: "NONE" }, value: { scalar: { noneType: {} } } } } },
    },
    {
      type: maybeInteger,
      text: "three",
      want: {
        scalar: { union: { type: { simple: "STRING" }, value: { scalar: { primitive: { stringValue: "three" } } } } },
      },
    },
  ];
  it.each(cases)("$text is read as $type", ({ type, text, want }) => {
    const reading = literalOfText(text, fromJson(LiteralTypeSchema, type));
    expect("literal" in reading && toJson(LiteralSchema, reading.literal)).toEqual(want);
  });

  const refused = [
    { type: { simple: "INTEGER" }, text: "3.5", want: 'not "3.5"' },
    {
      type: { simple: "INTEGER" },
      text: "9223372036854775808",
      want: "and 9223372036854775808 is out of the range of 64 bits",
    },
    { type: { simple: "FLOAT" }, text: "three", want: 'not "three"' },
    { type: { simple: "FLOAT" }, text: "", want: 'not ""' },
    { type: { simple: "BOOLEAN" }, text: "1", want: 'true or false, not "1"' },
    { type: { simple: "DURATION" }, text: "90", want: 'such as 90s or 1h30m, not "90"' },
    { type: listOfFloat, text: "1,2", want: 'written as JSON, not "1,2"' },
    { type: listOfFloat, text: '[1, "x"]', want: 'at [1] not "x"' },
    { type: { enumType: { values: ["red"] } }, text: "green", want: 'not "green"' },
  ];
  it.each(refused)("$text is refused as $type", ({ type, text, want }) => {
    expect(literalOfText(text, fromJson(LiteralTypeSchema, type))).toEqual({ mismatch: want });
  });
});

describe("a task's inputs", () => {
  const task = fromJson(TaskTemplateSchema, {
    interface: {
      inputs: {
        variables: [
          { key: "a", value: { type: { simple: "FLOAT" } } },
          { key: "b", value: { type: { simple: "FLOAT" } } },
        ],
      },
    },
  });
  const file = join(clients, "demo/task.demo.ellipse_area.inputs");

  it.each([`${file}.pb`, `${file}.json`])("come from %s, and single ones from the command line", async (inputs) => {
    const result = await gatherInputs(task, { file: inputs, assignments: ["b=5"] });
    expect(result.ok && toJson(LiteralMapSchema, result.value)).toEqual({
      literals: { a: { scalar: { primitive: { floatValue: 3 } } }, b: { scalar: { primitive: { floatValue: 5 } } } },
    });
  });

  it("are refused by name, all at once", async () => {
    const result = await gatherInputs(task, { assignments: ["a=x", "bb=2"] });
    expect(result.ok ? [] : result.problems.map(({ code, what, fix }) => `${code}: ${what}; ${fix}`)).toEqual([
      "INPUT_MISSING: input b (float) has no value; add --input b=VALUE, or give it in the file of --inputs",
      'INPUT_INVALID: input a must be float, not "x"; give it a value of type float',
      "INPUT_UNKNOWN: the task has no input bb; it has a, b; did you mean b?",
    ]);
  });

  it("of another type in a file are refused", async () => {
    const other = join(clients, "demo/task.demo.failing.inputs.pb");
    const result = await gatherInputs(create(TaskTemplateSchema, task), { file: other, assignments: [] });
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual([
      "INPUT_MISSING",
      "INPUT_MISSING",
      "INPUT_UNKNOWN",
    ]);
  });

  it("are not read from an assignment without a name", async () => {
    const result = await gatherInputs(task, { assignments: ["3", "b=1"] });
    expect(result.ok ? [] : result.problems.map(({ what }) => what)).toEqual(['--input takes NAME=VALUE, not "3"']);
  });
});

it("real inputs of both clients fit their tasks' interfaces", async () => {
  const { decodeTaskSpec } = await import("@podwright/core");
  for (const name of [
    "flytekit/task.acme_flows.raw.all_types_json",
    "flyte2/task.types.all_types",
    "demo/task.demo.word_count",
  ]) {
    const task = decodeTaskSpec(await readFile(join(clients, `${name}.pb`)), name);
    const inputs =
      task.ok &&
      (await gatherInputs(task.value.template, { file: join(clients, `${name}.inputs.pb`), assignments: [] }));
    expect(inputs && (inputs.ok ? "fits" : inputs.problems)).toBe("fits");
  }
});
