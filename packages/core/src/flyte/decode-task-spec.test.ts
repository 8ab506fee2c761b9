import { create, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valueOrThrow } from "../problem/problem-error.ts";
import { decodeTaskSpec } from "./decode-task-spec.ts";
import { TaskSpecSchema as TaskSpecV1Schema } from "./gen/flyteidl/admin/task_pb.js";
import { ErrorDocumentSchema } from "./gen/flyteidl2/core/execution_pb.js";
import { LiteralMapSchema } from "./gen/flyteidl2/core/literals_pb.js";
import { TaskTemplateSchema } from "./gen/flyteidl2/core/tasks_pb.js";
import { TaskSpecSchema as TaskSpecV2Schema } from "./gen/flyteidl2/task/task_definition_pb.js";
import { primitiveLiteral } from "./make-literal.ts";

const three = primitiveLiteral({ case: "integer", value: 3n });
const template = create(TaskTemplateSchema, {
  type: "raw-container",
  id: { name: "demo.area" },
  interface: { inputs: { variables: [{ key: "a", value: { type: { type: { case: "simple", value: 1 } } } }] } },
});

test("takes a custom struct as deep as protojson may be", () => {
  const json = `{"template":{"type":"x","custom":${'{"a":'.repeat(97)}1${"}".repeat(97)}}}`;
  expect(decodeTaskSpec(json, "deep.json").ok).toBe(true);
});

describe("whose task it is", () => {
  const cases: readonly { readonly name: string; readonly bytes: Uint8Array; readonly want: string }[] = [
    {
      name: "a template alone is Flyte 1's",
      bytes: toBinary(TaskSpecV2Schema, create(TaskSpecV2Schema, { taskTemplate: template })),
      want: "flyteidl",
    },
    {
      name: "a short name is Flyte 2's",
      bytes: toBinary(TaskSpecV2Schema, create(TaskSpecV2Schema, { taskTemplate: template, shortName: "area" })),
      want: "flyteidl2",
    },
    {
      name: "a field that Flyte 2 added to the template is Flyte 2's",
      bytes: toBinary(
        TaskSpecV2Schema,
        create(TaskSpecV2Schema, { taskTemplate: { type: "python", reusePolicy: { name: "warm" } } }),
      ),
      want: "flyteidl2",
    },
    {
      name: "a default for an input is Flyte 2's",
      bytes: toBinary(
        TaskSpecV2Schema,
        create(TaskSpecV2Schema, {
          taskTemplate: template,
          defaultInputs: [{ name: "a", parameter: { behavior: { case: "default", value: three } } }],
        }),
      ),
      want: "flyteidl2",
    },
    {
      name: "a default without a value is still Flyte 2's, though its bytes could be a description",
      bytes: toBinary(
        TaskSpecV2Schema,
        create(TaskSpecV2Schema, { taskTemplate: template, defaultInputs: [{ name: "a" }] }),
      ),
      want: "flyteidl2",
    },
    {
      name: "a description is Flyte 1's",
      bytes: toBinary(
        TaskSpecV1Schema,
        create(TaskSpecV1Schema, { template: { type: "python-task" }, description: { shortDescription: "area" } }),
      ),
      want: "flyteidl",
    },
    {
      name: "a description that is only an identifier is Flyte 1's, though its bytes could be a default's name",
      bytes: toBinary(
        TaskSpecV1Schema,
        create(TaskSpecV1Schema, { template: { type: "python-task" }, description: { id: { project: "acme" } } }),
      ),
      want: "flyteidl",
    },
  ];

  test.each(cases)("$name", ({ bytes, want }) => {
    expect(valueOrThrow(decodeTaskSpec(bytes, "task.pb")).client).toBe(want);
  });
});

describe("what is no task", () => {
  const literals = toBinary(LiteralMapSchema, create(LiteralMapSchema, { literals: { a: three } }));
  const bare = toBinary(TaskTemplateSchema, template);
  const error = toBinary(ErrorDocumentSchema, create(ErrorDocumentSchema, { error: { code: "E", message: "m" } }));
  const cases: readonly { readonly name: string; readonly content: Uint8Array | string; readonly want: string }[] = [
    { name: "an empty file", content: new Uint8Array(), want: "the task file is empty" },
    { name: "blank text", content: " \n", want: "the task file is empty" },
    {
      name: "literals",
      content: literals,
      want: "the task file holds literals (a task's inputs or outputs), not a task spec",
    },
    {
      name: "a template without its spec",
      content: bare,
      want: "the task file holds a bare TaskTemplate (field 1 of a task spec), not a task spec",
    },
    {
      name: "an error document",
      content: error,
      want: "the task file holds an ErrorDocument (why a task failed), not a task spec",
    },
    { name: "source code", content: ascii("import flytekit\n"), want: "the task file is text, but not JSON" },
    { name: "a JSON list", content: "[1]", want: "the task file holds a JSON list, not a task spec" },
    { name: "a JSON number", content: ascii("12"), want: "the task file holds a JSON number, not a task spec" },
    { name: "JSON null", content: "null", want: "the task file holds null, not a task spec" },
    {
      name: "other JSON",
      content: '{"kind":"PodTemplate","metadata":{}}',
      want: "the task file is JSON without `template` (Flyte 1) or `taskTemplate` (Flyte 2); its members: kind, metadata",
    },
    {
      name: "literals as JSON",
      content: '{"literals":{}}',
      want: "the task file holds literals (a task's inputs or outputs), not a task spec",
    },
    {
      name: "JSON of both versions at once",
      content: '{"template":{"type":"x"},"taskTemplate":{"type":"x"}}',
      want: "the task file has both `template` (Flyte 1) and `taskTemplate` (Flyte 2), so it is neither's task spec",
    },
    {
      name: "a template without a type",
      content: '{"template":{}}',
      want: "the task file is no flyteidl.admin.TaskSpec: its template has no type",
    },
    {
      name: "JSON with a value of the wrong type",
      content: '{"taskTemplate":{"type":7}}',
      want: "the task file is no flyteidl2.task.TaskSpec: cannot decode field flyteidl2.core.TaskTemplate.type from JSON: expected string, got 7",
    },
  ];

  test.each(cases)("$name", ({ content, want }) => {
    expect(decodeTaskSpec(content, "task.pb")).toEqual({
      ok: false,
      problems: [
        {
          code: "TASK_FILE_INVALID",
          what: want,
          where: "task.pb",
          fix: expect.stringContaining("give a task as its client serializes it"),
        },
      ],
    });
  });

  test("JSON that breaks off", () => {
    expect(decodeTaskSpec('{"template":', "task.json")).toMatchObject({
      ok: false,
      problems: [{ what: expect.stringMatching(/^the task file is not valid JSON: /), where: "task.json" }],
    });
  });

  test("a file that was cut short, with what either reading met", () => {
    const whole = toBinary(TaskSpecV1Schema, create(TaskSpecV1Schema, { template: { type: "python-task" } }));
    expect(decodeTaskSpec(whole.subarray(0, 9), "task.pb")).toMatchObject({
      problems: [
        {
          what: "the task file is cut short or no task spec (9 bytes)",
          tried: [
            "as flyteidl.admin.TaskSpec: byte 0, template: it announces 13 bytes where 7 are left",
            "as flyteidl2.task.TaskSpec: byte 0, task_template: it announces 13 bytes where 7 are left",
          ],
        },
      ],
    });
  });

  test("random bytes are never a task and never break the decoder", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const result = decodeTaskSpec(bytes, "random.bin");
        expect(result).toMatchObject({ ok: false, problems: [{ code: "TASK_FILE_INVALID", where: "random.bin" }] });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("fields of a newer client", () => {
  test("are named in a warning, and the rest counts", () => {
    const known = toBinary(
      TaskSpecV2Schema,
      create(TaskSpecV2Schema, { taskTemplate: { type: "python" }, shortName: "a" }),
    );
    const added = new BinaryWriter().tag(99, WireType.Varint).uint32(1).finish();
    const result = decodeTaskSpec(new Uint8Array([...known, ...added]), "task.pb");
    expect(result).toMatchObject({
      ok: true,
      value: { client: "flyteidl2", template: { type: "python" } },
      warnings: [
        {
          code: "TASK_FIELDS_UNKNOWN",
          what: "the task has fields that this version does not know and leaves out: #99",
          where: "task.pb",
        },
      ],
    });
  });

  test("are named in a warning in JSON too", () => {
    expect(decodeTaskSpec('{"template":{"type":"python-task","novelty":1}}', "task.json")).toMatchObject({
      ok: true,
      value: { client: "flyteidl", template: { type: "python-task" } },
      warnings: [{ code: "TASK_FIELDS_UNKNOWN", what: expect.stringContaining("novelty") }],
    });
  });
});

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
