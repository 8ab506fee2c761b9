import { type DescMessage, fromJson, type JsonObject, type JsonValue, type MessageShape } from "@bufbuild/protobuf";
import { failure, type Result, success } from "../problem/problem.ts";
import { reasonOf } from "../problem/reason-of.ts";
import { type DecodedTask, type NoTask, taskOfFlyte1, taskOfFlyte2 } from "./decoded-task.ts";
import { TaskSpecSchema as TaskSpecV1Schema } from "./gen/flyteidl/admin/task_pb.js";
import { TaskSpecSchema as TaskSpecV2Schema } from "./gen/flyteidl2/task/task_definition_pb.js";
import { resourceOf } from "./other-file.ts";
import { hasPrototypeName, unholdable } from "./prototype-name.ts";
import { shortList, taskFieldsUnknown, taskFileInvalid } from "./task-file-problem.ts";

/**
 * Reads the protojson form of a task spec. The member that holds the template tells the client:
 * `template` in Flyte 1, `taskTemplate` in Flyte 2.
 * @problems TASK_FILE_INVALID; TASK_FIELDS_UNKNOWN (a warning)
 */
export function readTaskSpecJson(json: JsonValue, file: string): Result<DecodedTask> {
  if (!isObject(json)) return failure(taskFileInvalid(file, `the task file holds ${kindOf(json)}, not a task spec`));
  if (hasPrototypeName(json)) return failure(taskFileInvalid(file, `the task file is no task spec: ${unholdable}`));
  const flyte1 = json.template !== undefined;
  const flyte2 = json.taskTemplate !== undefined || json.task_template !== undefined;
  if (flyte1 === flyte2) return failure(taskFileInvalid(file, notATaskSpec(json, flyte1)));
  const other = resourceOf(resourceTypeIn(json.template ?? json.taskTemplate ?? json.task_template));
  if (other) return failure(taskFileInvalid(file, `the task file is ${other.what}`, { fix: other.fix }));
  return flyte1 ? read(TaskSpecV1Schema, json, file, taskOfFlyte1) : read(TaskSpecV2Schema, json, file, taskOfFlyte2);
}

function read<Schema extends DescMessage>(
  schema: Schema,
  json: JsonObject,
  file: string,
  taskOf: (spec: MessageShape<Schema>) => DecodedTask | NoTask,
): Result<DecodedTask> {
  const strict = attempt(() => fromJson(schema, json));
  const lenient = "reason" in strict ? attempt(() => fromJson(schema, json, { ignoreUnknownFields: true })) : strict;
  const refused = (reason: string) =>
    failure(taskFileInvalid(file, `the task file is no ${schema.typeName}: ${reason}`));
  if ("reason" in lenient) return refused(lenient.reason);
  const task = taskOf(lenient.value);
  if ("misfit" in task) return refused(task.misfit);
  if (task.template.type === "") return refused("its template has no type");
  return success(task, "reason" in strict ? [taskFieldsUnknown(file, [strict.reason])] : []);
}

function resourceTypeIn(template: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(template) || !isObject(template.id)) return undefined;
  return template.id.resourceType ?? template.id.resource_type;
}

function attempt<T>(action: () => T): { readonly value: T } | { readonly reason: string } {
  try {
    return { value: action() };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function notATaskSpec(json: JsonObject, both: boolean): string {
  if (both)
    return "the task file has both `template` (Flyte 1) and `taskTemplate` (Flyte 2), so it is neither's task spec";
  if (isObject(json.literals) || Array.isArray(json.literals)) {
    return "the task file holds literals (a task's inputs or outputs), not a task spec";
  }
  const names = Object.keys(json);
  const shown = names.length === 0 ? "none" : shortList(names);
  return `the task file is JSON without \`template\` (Flyte 1) or \`taskTemplate\` (Flyte 2); its members: ${shown}`;
}

function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function kindOf(json: JsonValue): string {
  if (json === null) return "null";
  return Array.isArray(json) ? "a JSON list" : `a JSON ${typeof json}`;
}
