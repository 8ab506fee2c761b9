import { type DescMessage, fromJson, type JsonValue } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import {
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
} from "../../../packages/core/src/flyte/gen/flyteidl2/core/literals_pb.js";
import {
  K8sPodSchema,
  type TaskTemplate,
  TaskTemplateSchema,
} from "../../../packages/core/src/flyte/gen/flyteidl2/core/tasks_pb.js";
import { readFlyteVectors } from "../flyte-vectors.ts";
import { readPlainMessage } from "./read-plain-message.ts";

interface ComposeInput {
  readonly task: JsonValue;
  readonly execution: { readonly inputs?: JsonValue };
}

const cases = readFlyteVectors("flyte-2.0", "compose").map(({ input }) => input as unknown as ComposeInput);

test.each<{ readonly name: string; readonly schema: DescMessage; readonly given: readonly JsonValue[] }>([
  { name: "task", schema: TaskTemplateSchema, given: cases.map(({ task }) => task) },
  { name: "execution's inputs", schema: LiteralMapSchema, given: cases.map(({ execution }) => execution.inputs ?? {}) },
])("gives what fromJson gives, for each case's $name", ({ schema, given }) => {
  const read = given.map((json) => readPlainMessage(schema, json));
  expect(read.filter((message) => message === undefined)).toEqual([]);
  expect(read).toStrictEqual(given.map((json) => fromJson(schema, json)));
  expect(read.length).toBeGreaterThan(1000);
});

test.each<{ readonly name: string; readonly task: JsonValue }>([
  { name: "a list", task: [] },
  { name: "a field in snake case", task: { task_type_version: 1 } },
  { name: "a field that nobody knows", task: { typo: "" } },
  { name: "null", task: { metadata: null } },
  { name: "a number in quotes", task: { taskTypeVersion: "1" } },
  { name: "a number that is too large", task: { taskTypeVersion: 2 ** 31 } },
  { name: "a value of a wrong kind", task: { config: { a: 1 } } },
  { name: "text that is not well-formed", task: { type: "\ud800" } },
  { name: "an enum by its number", task: { id: { resourceType: 1 } } },
  { name: "two targets", task: { container: {}, k8sPod: {} } },
  { name: "a pod that is no object", task: { k8sPod: { podSpec: [] } } },
  { name: "a message of the library's own", task: { metadata: { generatesDeck: true } } },
  { name: "a key that JavaScript gives a meaning", task: JSON.parse('{"config":{"__proto__":"a"}}') },
])("leaves $name to fromJson", ({ task }) => {
  expect(readPlainMessage(TaskTemplateSchema, task)).toBeUndefined();
});

test.each<{ readonly json: JsonValue; readonly want: unknown }>([
  { json: { scalar: { primitive: { integer: "-9007199254740993" } } }, want: -9007199254740993n },
  { json: { scalar: { primitive: { floatValue: 0.5 } } }, want: 0.5 },
  { json: { scalar: { primitive: { boolean: false } } }, want: false },
  {
    json: { scalar: { primitive: { duration: "90s" } } },
    want: { $typeName: "google.protobuf.Duration", seconds: 90n, nanos: 0 },
  },
])("reads $json", ({ json, want }) => {
  expect(readPlainMessage(LiteralSchema, json)).toMatchObject({
    value: { case: "scalar", value: { value: { case: "primitive", value: { value: { value: want } } } } },
  });
});

test("leaves a time that is none to fromJson", () => {
  const times: JsonValue = { literals: { t: { scalar: { primitive: { datetime: "yesterday" } } } } };
  expect(readPlainMessage(LiteralMapSchema, times)).toBeUndefined();
});

test("shares a struct with the JSON, and nothing among messages", () => {
  const podSpec = { containers: [{ name: "a", tty: null }] };
  expect(readPlainMessage(K8sPodSchema, { podSpec })?.podSpec).toBe(podSpec);
  const [one, other] = [{}, {}].map((json) => readPlainMessage(TaskTemplateSchema, json) as TaskTemplate);
  expect(one?.config).not.toBe(other?.config);
  expect(one?.target).not.toBe(other?.target);
  const [map, second] = [{}, {}].map((json) => readPlainMessage(LiteralMapSchema, json) as LiteralMap);
  expect(map?.literals).not.toBe(second?.literals);
});
