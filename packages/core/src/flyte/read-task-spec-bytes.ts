import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { failure, type Problem, type Result, success } from "../problem/problem.ts";
import { decodeMessage } from "./decode-message.ts";
import { type DecodedTask, type NoTask, taskOfFlyte1, taskOfFlyte2 } from "./decoded-task.ts";
import { TaskSpecSchema as TaskSpecV1Schema } from "./gen/flyteidl/admin/task_pb.js";
import { ErrorDocumentSchema } from "./gen/flyteidl2/core/execution_pb.js";
import { TaskTemplateSchema } from "./gen/flyteidl2/core/tasks_pb.js";
import { InputsSchema } from "./gen/flyteidl2/task/common_pb.js";
import { TaskSpecSchema as TaskSpecV2Schema } from "./gen/flyteidl2/task/task_definition_pb.js";
import { otherFile } from "./other-file.ts";
import { taskFieldsUnknown, taskFileInvalid } from "./task-file-problem.ts";

/**
 * Reads the protobuf form of a task spec, and tells Flyte 1's from Flyte 2's, which nothing in the file names.
 *
 * Both have the template as field 1, in one wire form. They part after it: Flyte 2 has `short_name`, `environment` and
 * `documentation` as fields 3 to 5, where Flyte 1 has nothing, and field 2 is a DescriptionEntity in 1 and a NamedParameter
 * in 2. So the bytes are held against both messages, and the one that knows more of their fields wrote them.
 * Both know all of them when the template stands alone without anything that Flyte 2 added to it: that is Flyte 1's
 * (flytekit's raw containers and map tasks look so; flyte 2 always gives its tasks a `short_name`). And should field 2 fit
 * both, it is Flyte 2's if it gives defaults to variables of the task's interface.
 * @problems TASK_FILE_INVALID; TASK_FIELDS_UNKNOWN (a warning)
 */
export function readTaskSpecBytes(bytes: Uint8Array, file: string): Result<DecodedTask> {
  const flyte1 = read(TaskSpecV1Schema, bytes, taskOfFlyte1);
  const flyte2 = read(TaskSpecV2Schema, bytes, taskOfFlyte2);
  if ("misfit" in flyte1 && "misfit" in flyte2) return failure(problemOf(bytes, file, [flyte1, flyte2]));
  const { task, unknown } = theWriter(flyte1, flyte2);
  return success(task, unknown.length > 0 ? [taskFieldsUnknown(file, unknown)] : []);
}

/** Of a task file; the largest tasks have some ten thousand. */
const mostFields = 200_000;

interface Reading {
  readonly task: DecodedTask;
  /** Fields that the message does not know. */
  readonly unknown: readonly string[];
}

/** Why the bytes are not this message. */
interface Misfit extends NoTask {
  /** Why a file that may well be one is not read. */
  readonly refused?: string;
}

function theWriter(flyte1: Reading | Misfit, flyte2: Reading | Misfit): Reading {
  if ("misfit" in flyte1) return flyte2 as Reading;
  if ("misfit" in flyte2) return flyte1;
  if (flyte1.unknown.length !== flyte2.unknown.length) {
    return flyte1.unknown.length < flyte2.unknown.length ? flyte1 : flyte2;
  }
  return givesDefaults(flyte2.task) ? flyte2 : flyte1;
}

function givesDefaults(task: DecodedTask): boolean {
  if (task.client !== "flyteidl2" || task.spec.defaultInputs.length === 0) return false;
  const variables = new Set(task.template.interface?.inputs?.variables.map(({ key }) => key));
  return task.spec.defaultInputs.every(({ name }) => variables.has(name));
}

function read<Schema extends DescMessage>(
  schema: Schema,
  bytes: Uint8Array,
  taskOf: (spec: MessageShape<Schema>) => DecodedTask | NoTask,
): Reading | Misfit {
  const misfit = (reason: string) => `as ${schema.typeName}: ${reason}`;
  const decoded = decodeMessage(schema, bytes, mostFields);
  if ("misfit" in decoded) return { ...decoded, misfit: misfit(decoded.misfit) };
  const task = taskOf(decoded.message);
  if ("misfit" in task) return { misfit: misfit(task.misfit) };
  if (!isTaskType(task.template.type)) return { misfit: misfit("its template has no type") };
  return { task, unknown: decoded.unknown };
}

/** Flyte refuses tasks without a type; other messages read as a task have bytes there, not a word. */
function isTaskType(type: string): boolean {
  return /^[^\p{Cc}\s]+$/u.test(type);
}

function problemOf(bytes: Uint8Array, file: string, misfits: readonly Misfit[]): Problem {
  const tried = misfits.map(({ misfit }) => misfit);
  const refused = misfits.find((each) => each.refused)?.refused;
  if (refused) return taskFileInvalid(file, `the task file is not read: ${refused}`, { tried });
  const known = otherFile(bytes);
  if (known) return taskFileInvalid(file, `the task file is ${known.what}`, { fix: known.fix });
  const other = otherMessage(bytes);
  if (other !== undefined) return taskFileInvalid(file, `the task file holds ${other}, not a task spec`);
  if (isText(bytes)) return taskFileInvalid(file, "the task file is text, but not JSON");
  return taskFileInvalid(file, `the task file is cut short or no task spec (${bytes.length} bytes)`, { tried });
}

/** The Flyte messages that are easily taken for a task's. */
function otherMessage(bytes: Uint8Array): string | undefined {
  const { literals = [] } = wholly(InputsSchema, bytes) ?? {};
  if (literals.length > 0 && literals.every(({ value }) => value?.value.case !== undefined)) {
    return "literals (a task's inputs or outputs)";
  }
  if (isTaskType(wholly(TaskTemplateSchema, bytes)?.type ?? "")) return "a bare TaskTemplate (field 1 of a task spec)";
  return wholly(ErrorDocumentSchema, bytes)?.error && "an ErrorDocument (why a task failed)";
}

/** The message if the bytes are nothing but that. */
function wholly<Schema extends DescMessage>(schema: Schema, bytes: Uint8Array): MessageShape<Schema> | undefined {
  const decoded = decodeMessage(schema, bytes, mostFields);
  return "misfit" in decoded || decoded.unknown.length > 0 ? undefined : decoded.message;
}

/** Bytes that a person could have typed. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
