import { documents, type Origin } from "@podwright/core";
import { type DocumentPath, parseLocation, type SourceDocument, type SourceLocation } from "@podwright/manifests";
import type { Settings } from "../project/read-settings.ts";
import type { Sources } from "./gather-sources.ts";
import { isMap } from "./members.ts";
import { readDocument } from "./read-document.ts";
import type { FileRole } from "./read-file.ts";

/** Where the values of a Pod's sources stand in files. */
export interface SourcePlaces {
  /** Undefined: nobody wrote the value (a default, a placeholder), or the environment holds it under its own name. */
  locate(source: NonNullable<Origin["source"]>): SourcePlace | undefined;
}

/** A file, and the line where it has lines (a task's `.pb` has none); or the variable of the environment that sets a key of the config. */
type SourcePlace = (Pick<SourceLocation, "file"> & Partial<SourceLocation>) | { readonly variable: string };

/** Opens the execution's file once more, for its lines. It was read before: what cannot be read now has no lines. */
export async function readSourcePlaces(
  sources: Pick<Sources, "manifests" | "findSetting" | "taskFile" | "taskPlace">,
  settings: Pick<Settings, "execution">,
): Promise<SourcePlaces> {
  const execution = await documentOf(settings.execution);
  const inConfig = (path: DocumentPath): SourcePlace | undefined => {
    const found = sources.findSetting(path);
    return found && ("variable" in found ? found : (parseLocation(found.file) ?? found));
  };
  return {
    locate({ document, path }) {
      switch (document) {
        case documents.task:
          return sources.taskPlace?.(path) ?? { file: sources.taskFile };
        case documents.execution:
          return locateExact(execution, path);
        case documents.config:
          return inConfig(["plugins", "k8s", ...path]);
        case documents.storage:
          return inConfig(["storage", ...path]);
        default:
          return sources.manifests.locate(document, path);
      }
    },
  };
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
