import { documents, type Origin, type SettingPlace } from "@podwright/core";
import { type DocumentPath, parseLocation, type SourceLocation } from "@podwright/manifests";
import type { ClusterFacts } from "../cluster/read-cluster.ts";
import type { Settings } from "../project/read-settings.ts";
import type { Sources } from "./gather-sources.ts";
import { readExecutionPlaces } from "./read-execution-places.ts";

/** Where the values of a Pod's sources stand in files. */
export interface SourcePlaces {
  /** Undefined: nobody wrote the value (a default, a placeholder), or the environment holds it under its own name. */
  locate(source: NonNullable<Origin["source"]>): SourcePlace | undefined;
  /** Where a key of the config was given. */
  ofSetting(place: SettingPlace): SourcePlace;
}

/**
 * A file, and the line where it has lines (a task's `.pb` has none); an object of a cluster, of which the keys of ConfigMaps have lines; or the variable of the
 * environment that sets a key of the config.
 */
type SourcePlace =
  | (Pick<SourceLocation, "file"> & Partial<SourceLocation>)
  | { readonly cluster: string; readonly line?: number }
  | { readonly variable: string };

/** Opens the execution's file once more, for its lines. It was read before: what cannot be read now has no lines. */
export async function readSourcePlaces(
  sources: Pick<Sources, "manifests" | "findSetting" | "taskFile" | "taskPlace" | "cluster">,
  settings: Pick<Settings, "execution">,
): Promise<SourcePlaces> {
  const inExecution = await readExecutionPlaces(settings.execution);
  const ofSetting = (place: SettingPlace): SourcePlace =>
    "variable" in place ? place : configPlace(place.file, sources.cluster);
  const inConfig = (path: DocumentPath): SourcePlace | undefined => {
    const found = sources.findSetting(path);
    return found && ofSetting(found);
  };
  const objects = new Set(sources.cluster.podTemplates.map(({ document }) => document));
  return {
    ofSetting,
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
          return objects.has(document) ? { cluster: document } : sources.manifests.locate(document, path);
      }
    },
  };
}

/** @param place - a file and line, as its parser says it */
function configPlace(place: string, { configFiles }: Pick<ClusterFacts, "configFiles">): SourcePlace {
  const location = parseLocation(place) ?? { file: place };
  if (!configFiles.some(({ name }) => name === location.file)) return location;
  return { cluster: location.file, ...("line" in location && { line: location.line }) };
}
