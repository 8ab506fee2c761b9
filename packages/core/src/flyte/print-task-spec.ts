import { type JsonObject, toJson } from "@bufbuild/protobuf";
import type { DecodedTask } from "./decoded-task.ts";
import { TaskSpecSchema as TaskSpecV1Schema } from "./gen/flyteidl/admin/task_pb.js";
import { TaskSpecSchema as TaskSpecV2Schema } from "./gen/flyteidl2/task/task_definition_pb.js";

/**
 * A decoded task as protojson, in the form of its own client (`template` and maps of variables in Flyte 1,
 * `taskTemplate` and lists of entries in Flyte 2).
 * Task specs have no float32, whose digits protobuf-es prints otherwise than Go and Python do; so the text is theirs but for
 * the order of members.
 */
export function printTaskSpec(task: DecodedTask): JsonObject {
  const json = task.client === "flyteidl" ? toJson(TaskSpecV1Schema, task.spec) : toJson(TaskSpecV2Schema, task.spec);
  return json as JsonObject;
}
