import { failure, type Result } from "../problem/problem.ts";
import type { DecodedTask } from "./decoded-task.ts";
import { readTaskSpecBytes } from "./read-task-spec-bytes.ts";
import { readTaskSpecJson } from "./read-task-spec-json.ts";
import { taskFileInvalid } from "./task-file-problem.ts";
import { taskFileContentOf } from "./task-file-text.ts";

/** A larger task file is refused before it is parsed: gRPC, by which tasks are registered, takes no message over 4 MiB by default. */
export const maxTaskFileBytes: number = 8 * 1024 * 1024;

/**
 * Reads a task spec of flytekit (`flyteidl.admin.TaskSpec`) or of flyte 2 (`flyteidl2.task.TaskSpec`), as protobuf or as
 * protojson. The content decides which of the four it is; the file's name does not.
 * @param content - the file's bytes, or its JSON text
 * @param file - the file's name, for `where`
 * @problems TASK_FILE_INVALID; TASK_FIELDS_UNKNOWN (a warning)
 */
export function decodeTaskSpec(content: Uint8Array | string, file: string): Result<DecodedTask> {
  if (content.length > maxTaskFileBytes) {
    return failure(
      taskFileInvalid(file, `the task file has more than ${maxTaskFileBytes} bytes; no larger one is read`),
    );
  }
  const found = taskFileContentOf(content);
  switch (found.kind) {
    case "empty":
      return failure(taskFileInvalid(file, "the task file is empty"));
    case "brokenJson":
      return failure(taskFileInvalid(file, `the task file is not valid JSON: ${found.reason}`));
    case "json":
      return readTaskSpecJson(found.value, file);
    case "bytes":
      return readTaskSpecBytes(found.bytes, file);
  }
}
