import { documents, type Origin } from "@podwright/core";
import { type DocumentPath, parseLocation, type SourceLocation } from "@podwright/manifests";
import type { Settings } from "../project/read-settings.ts";
import type { Sources } from "./gather-sources.ts";
import { readExecutionPlaces } from "./read-execution-places.ts";

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
  const inExecution = await readExecutionPlaces(settings.execution);
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
          return inExecution(path);
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
