import type { DocumentPath, SourceLocation } from "@podwright/manifests";
import { isMap } from "./members.ts";
import { readDocument } from "./read-document.ts";
import type { FileRole } from "./read-file.ts";

/** Where a path of a task template stands in its file, by the task's document. Only tasks in JSON have lines. */
export type TaskPlaces = ReadonlyMap<string, (path: DocumentPath) => SourceLocation>;

/**
 * Opens the tasks' JSON files once more, for their lines. They were read before: what cannot be read now has no lines.
 * @param documentOf - what the document of a file is called
 */
export async function readTaskPlaces(
  files: readonly string[],
  documentOf: (file: string) => string,
): Promise<TaskPlaces> {
  const json = files.filter((file) => file.endsWith(".json"));
  const places = await Promise.all(json.map(async (file) => [documentOf(file), await placesIn(file)] as const));
  return new Map(places.flatMap(([document, place]) => (place ? [[document, place] as const] : [])));
}

const role: FileRole = { name: "task file", missing: "FILE_MISSING", fix: "give a file that can be read" };

async function placesIn(file: string): Promise<((path: DocumentPath) => SourceLocation) | undefined> {
  const read = await readDocument(file, role);
  if (!read.ok || !read.value) return undefined;
  const document = read.value;
  const root = isMap(document.value) ? Object.keys(document.value).find((key) => roots.includes(key)) : undefined;
  return (path) => document.locate(root === undefined ? [] : [root, ...path]);
}

/** What holds the task template: Flyte 1's member, and Flyte 2's in both forms of protojson. */
const roots: readonly string[] = ["template", "taskTemplate", "task_template"];
