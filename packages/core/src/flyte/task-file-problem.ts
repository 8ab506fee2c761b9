import type { Problem } from "../problem/problem.ts";

const giveTask =
  "give a task as its client serializes it: flytekit's flyteidl.admin.TaskSpec (`pyflyte package` writes one .pb a task) or flyte 2's flyteidl2.task.TaskSpec, as .pb or as protojson";

/** A task file that holds no task. */
export function taskFileInvalid(
  file: string,
  what: string,
  { tried, fix = giveTask }: { readonly tried?: readonly string[]; readonly fix?: string } = {},
): Problem {
  return { code: "TASK_FILE_INVALID", what, where: file, ...(tried && { tried }), fix };
}

/** A task from a client newer than the schemas of this version: its unknown fields cannot count. */
export function taskFieldsUnknown(file: string, fields: readonly string[]): Problem {
  return {
    code: "TASK_FIELDS_UNKNOWN",
    severity: "warning",
    what: `the task has fields that this version does not know and leaves out: ${shortList(fields)}`,
    where: file,
    fix: "if the Pod should depend on them, use a version of Podwright that knows the client that wrote the task",
  };
}

/** The first names of a list, none of them longer than a line. */
export function shortList(names: readonly string[]): string {
  const shown = names
    .slice(0, mostNames)
    .map((name) => (name.length > longestName ? `${name.slice(0, longestName)}…` : name));
  return shown.join(", ") + (names.length > mostNames ? `, and ${names.length - mostNames} more` : "");
}

const mostNames = 10;
const longestName = 200;
