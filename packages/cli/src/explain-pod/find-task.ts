import { type DecodedTask, failure, type Pod, type Problem, type Result, success } from "@podwright/core";
import { listTasks } from "../facts/list-tasks.ts";
import { readTask } from "../facts/read-task.ts";

/**
 * The file of the task that a Pod was made for, among the project's tasks: the one of the name that the Pod's variables or labels have.
 * @param tasks - files, and folders of them
 * @problems POD_TASK_UNKNOWN
 */
export async function findTask(pod: Pod, tasks: readonly string[]): Promise<Result<string>> {
  const name = taskNameOf(pod);
  const files = await listTasks(tasks);
  const read = await Promise.all(files.map(async (file) => ({ file, task: await readTask(file) })));
  const found = read.flatMap(({ file, task }) =>
    task.ok && name !== undefined && isOf(task.value.template.id?.name ?? "", name) ? [file] : [],
  );
  const [only, second] = found;
  if (only !== undefined && second === undefined) return success(only);
  return failure(unknownTask(pod, name, found));
}

/**
 * Warns where the task is not the one that the Pod was made for: what differs then says little.
 * @problems POD_TASK_DIFFERS
 */
export function otherTask(
  pod: Pod,
  { task, taskFile }: { readonly task: DecodedTask; readonly taskFile: string },
): readonly Problem[] {
  const [name, given] = [taskNameOf(pod), task.template.id?.name];
  if (name === undefined || given === undefined || given === "" || isOf(given, name)) return [];
  const { namespace, name: podName } = pod.metadata ?? {};
  return [
    {
      code: "POD_TASK_DIFFERS",
      severity: "warning",
      what: `Pod ${namespace}/${podName} is of the task ${name}, and ${taskFile} is the task ${given}: what differs is between two tasks`,
      where: taskFile,
      fix: `give the file of ${name} with --task`,
    },
  ];
}

function taskNameOf({ metadata, spec }: Pod): string | undefined {
  const variables = (spec?.containers ?? []).flatMap(({ env = [] }) => env);
  const told = variables.find((variable) => variable.name === "FLYTE_INTERNAL_TASK_NAME")?.value;
  return told || metadata?.labels?.["task-name"];
}

/** Labels hold no dots at some places: they are made fit. */
function isOf(name: string, told: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return name === told || plain(name) === plain(told);
}

function unknownTask(pod: Pod, name: string | undefined, found: readonly string[]): Problem {
  const { namespace, name: podName } = pod.metadata ?? {};
  const why =
    name === undefined
      ? "it does not say its name"
      : found.length > 1
        ? `${found.join(", ")} are all of the task ${name}`
        : `none of the project's tasks is ${name}`;
  return {
    code: "POD_TASK_UNKNOWN",
    what: `the task of Pod ${namespace}/${podName} is not known: ${why}`,
    fix: "give the task's file with --task, or list the folder of tasks in podwright.yaml (tasks)",
  };
}
