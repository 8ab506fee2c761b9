import type { DocumentPath, SourceDocument, SourceLocation } from "@podwright/manifests";
import { isMap } from "./members.ts";
import { readDocument } from "./read-document.ts";
import type { FileRole } from "./read-file.ts";

/** Where a fact stands that an execution file really holds; undefined for others. */
export type ExecutionPlaces = (path: DocumentPath) => SourceLocation | undefined;

/** Opens the execution file once more, for its lines. It was read before: what cannot be read now has none. */
export async function readExecutionPlaces(file: string | undefined): Promise<ExecutionPlaces> {
  const document = await documentOf(file);
  return (path) => locateExact(document, path);
}

const role: FileRole = { name: "file", missing: "FILE_MISSING", fix: "give a file that can be read" };

async function documentOf(file: string | undefined): Promise<SourceDocument | undefined> {
  if (file === undefined) return undefined;
  const read = await readDocument(file, role);
  return read.ok ? read.value : undefined;
}

/** Where a value stands that the document really holds; keys match in any case. */
function locateExact(document: SourceDocument | undefined, path: DocumentPath): SourceLocation | undefined {
  if (!document) return undefined;
  const own: (string | number)[] = [];
  let value: unknown = document.value;
  for (const step of path) {
    const key = Array.isArray(value) ? Number(step) : keyIn(value, String(step));
    if (key === undefined) return undefined;
    own.push(key);
    value = (value as Readonly<Record<string | number, unknown>>)[key];
    if (value === undefined) return undefined;
  }
  return document.locate(own);
}

function keyIn(value: unknown, key: string): string | undefined {
  if (!isMap(value)) return undefined;
  if (Object.hasOwn(value, key)) return key;
  return Object.keys(value).find((each) => each.toLowerCase() === key.toLowerCase());
}
