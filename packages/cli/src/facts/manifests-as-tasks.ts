import { peekText, speaksOfManifests } from "@podwright/manifests";
import { findFiles } from "./find-files.ts";
import { readFoundTasks } from "./read-found-tasks.ts";

/** Of paths that were given as tasks, those that hold manifests and no task: `--task` takes all words that follow it. */
export async function manifestsAsTasks(paths: readonly string[]): Promise<readonly string[]> {
  const isSwallowed = await Promise.all(paths.map(holdsOnlyManifests));
  return paths.filter((_, index) => isSwallowed[index]);
}

async function holdsOnlyManifests(path: string): Promise<boolean> {
  const { files } = await findFiles([path], /\.(ya?ml|json|pb)$/);
  const { tasks } = await readFoundTasks(files);
  if (tasks.length > 0) return false;
  const manifests = files.filter(({ file }) => /\.(ya?ml|json)$/.test(file));
  const areMeant = await Promise.all(manifests.map(async ({ file }) => speaksOfManifests(await peekText(file))));
  return areMeant.includes(true);
}
