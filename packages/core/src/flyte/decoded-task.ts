import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { reasonOf } from "../problem/reason-of.ts";
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

/** Why a message is no task's spec. */
export interface NoTask {
  readonly misfit: string;
}

/** The task of flytekit's spec. */
export function taskOfFlyte1(spec: TaskSpecV1): DecodedTask | NoTask {
  if (!spec.template) return noTemplate;
  const template = templateInFlyte2(spec.template);
  return "misfit" in template ? template : { client: "flyteidl", template, spec };
}

/** The task of flyte 2's spec. */
export function taskOfFlyte2(spec: TaskSpecV2): DecodedTask | NoTask {
  return spec.taskTemplate ? { client: "flyteidl2", template: spec.taskTemplate, spec } : noTemplate;
}

const noTemplate: NoTask = { misfit: "it has no template" };

/**
 * A task template of Flyte 1 in Flyte 2's schema; nothing is lost, fields that neither knows included.
 * Only the JSON form of the two differs (VariableMap is a map in 1 and a list of entries in 2).
 */
function templateInFlyte2(template: TaskTemplateV1): TaskTemplate | NoTask {
  const bytes = toBinary(TaskTemplateV1Schema, template);
  try {
    return fromBinary(TaskTemplateSchema, bytes, { recursionLimit });
  } catch (error) {
    // What Flyte 1 does not know was kept as it came, and Flyte 2 may know it as something else.
    return { misfit: `a field of its template that Flyte 1 does not know is none of Flyte 2: ${reasonOf(error)}` };
  }
}

/** Protojson may nest 100 deep, and each object of a struct is several messages deep in protobuf. */
const recursionLimit = 1000;
