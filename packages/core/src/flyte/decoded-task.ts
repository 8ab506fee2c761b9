import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { TaskSpec as TaskSpecV1 } from "./gen/flyteidl/admin/task_pb.js";
import {
  type TaskTemplate as TaskTemplateV1,
  TaskTemplateSchema as TaskTemplateV1Schema,
} from "./gen/flyteidl/core/tasks_pb.js";
import { type TaskTemplate, TaskTemplateSchema } from "./gen/flyteidl2/core/tasks_pb.js";
import type { TaskSpec as TaskSpecV2 } from "./gen/flyteidl2/task/task_definition_pb.js";

/**
 * A task as a client serialized it: `flyteidl` is flytekit's, `flyteidl2` flyte 2's.
 * `template` is in Flyte 2's schema either way, which holds all that Flyte 1's does (the wire form is one);
 * `spec` is what the client wrote around it, in the client's own schema.
 */
export type DecodedTask =
  | { readonly client: "flyteidl"; readonly template: TaskTemplate; readonly spec: TaskSpecV1 }
  | { readonly client: "flyteidl2"; readonly template: TaskTemplate; readonly spec: TaskSpecV2 };

/** The task of flytekit's spec; undefined if it has no template. */
export function taskOfFlyte1(spec: TaskSpecV1): DecodedTask | undefined {
  return spec.template && { client: "flyteidl", template: templateInFlyte2(spec.template), spec };
}

/** The task of flyte 2's spec; undefined if it has no template. */
export function taskOfFlyte2(spec: TaskSpecV2): DecodedTask | undefined {
  return spec.taskTemplate && { client: "flyteidl2", template: spec.taskTemplate, spec };
}

/**
 * A task template of Flyte 1 in Flyte 2's schema; nothing is lost, fields that neither knows included.
 * Only the JSON form of the two differs (VariableMap is a map in 1 and a list of entries in 2).
 */
function templateInFlyte2(template: TaskTemplateV1): TaskTemplate {
  return fromBinary(TaskTemplateSchema, toBinary(TaskTemplateV1Schema, template), { recursionLimit });
}

/** Protojson may nest 100 deep, and each object of a struct is several messages deep in protobuf. */
const recursionLimit = 1000;
