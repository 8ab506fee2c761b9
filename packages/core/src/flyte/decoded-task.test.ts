import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { taskOfFlyte1, taskOfFlyte2 } from "./decoded-task.ts";
import { type TaskSpec, TaskSpecSchema } from "./gen/flyteidl/admin/task_pb.js";
import { TaskSpecSchema as TaskSpecV2Schema } from "./gen/flyteidl2/task/task_definition_pb.js";

/** Field 19 of a template: none of Flyte 1's, and a message in Flyte 2. */
const added = (content: readonly number[]) => new Uint8Array([0x9a, 0x01, content.length, ...content]);

function withTemplate(bytes: Uint8Array): TaskSpec {
  return fromBinary(TaskSpecSchema, new Uint8Array([0x0a, bytes.length, ...bytes]));
}

test("a template of Flyte 1 keeps what only Flyte 2 knows", () => {
  const spec = create(TaskSpecV2Schema, { taskTemplate: { type: "python", reusePolicy: { name: "warm" } } });
  const task = taskOfFlyte1(fromBinary(TaskSpecSchema, toBinary(TaskSpecV2Schema, spec)));
  expect(task).toMatchObject({ client: "flyteidl", template: { type: "python", reusePolicy: { name: "warm" } } });
});

test("a field that Flyte 1 does not know and that is none of Flyte 2 makes it no task, with the reason", () => {
  expect(taskOfFlyte1(withTemplate(added([0x2f])))).toEqual({
    misfit: expect.stringMatching(/^a field of its template that Flyte 1 does not know is none of Flyte 2: ./),
  });
});

test("a spec without a template is no task", () => {
  expect(taskOfFlyte1(create(TaskSpecSchema))).toEqual({ misfit: "it has no template" });
  expect(taskOfFlyte2(create(TaskSpecV2Schema))).toEqual({ misfit: "it has no template" });
});

test("a mistake of the program stays one, and is no word about the file", () => {
  const spec = { template: { type: "python" } } as unknown as TaskSpec;
  expect(() => taskOfFlyte1(spec)).toThrow();
});
