import { type FoundFile, findFiles } from "./find-files.ts";
import { readTask } from "./read-task.ts";

/**
 * Task files and folders of them as files. Of a folder these are its `*.pb` and `*.json`, at any depth, that hold a task: clients lay workflows and
 * inputs beside tasks. A path that is not there stays as it is: reading it tells what is wrong.
 */
export async function listTasks(paths: readonly string[]): Promise<readonly string[]> {
  const listed = await Promise.all(paths.map(listTasksIn));
  return listed.flatMap(({ tasks }) => tasks);
}

export interface ListedTasks {
  readonly tasks: readonly string[];
  /** What of a folder could be a task by its name and is none. */
  readonly passedOver: readonly string[];
}

/** The same of one path, with what was passed over. */
export async function listTasksIn(path: string): Promise<ListedTasks> {
  const { files, problems } = await findFiles([path], /\.(json|pb)$/);
  if (problems.length > 0) return { tasks: [path], passedOver: [] };
  const judged = await Promise.all(files.map(async (found) => ({ file: found.file, holdsTask: await isTask(found) })));
  const { tasks = [], passedOver = [] } = Object.groupBy(judged, ({ holdsTask }) =>
    holdsTask ? "tasks" : "passedOver",
  );
  return { tasks: tasks.map(({ file }) => file), passedOver: passedOver.map(({ file }) => file) };
}

async function isTask({ file, named }: FoundFile): Promise<boolean> {
  return named || (await readTask(file)).ok;
}
