import { type FoundFile, findFiles } from "./find-files.ts";
import { readTask } from "./read-task.ts";

/**
 * Task files and folders of them as files. Of a folder these are its `*.pb` and `*.json`, at any depth, that hold a task: clients lay workflows and
 * inputs beside tasks. A path that is not there stays as it is: reading it tells what is wrong.
 */
export async function listTasks(paths: readonly string[]): Promise<readonly string[]> {
  const files = await Promise.all(paths.map(listPath));
  return files.flat();
}

async function listPath(path: string): Promise<readonly string[]> {
  const { files, problems } = await findFiles([path], /\.(json|pb)$/);
  if (problems.length > 0) return [path];
  const holders = await Promise.all(files.map(async (found) => ((await isTask(found)) ? [found.file] : [])));
  return holders.flat();
}

async function isTask({ file, named }: FoundFile): Promise<boolean> {
  return named || (await readTask(file)).ok;
}
