import { documents, type Origin, pathText } from "@podwright/core";
import type { SourcePlaces } from "../facts/read-source-places.ts";

/** Who set a value, for people and programs. */
export interface SetBy {
  readonly layer: string;
  /** The template container that served. */
  readonly templateContainer?: string;
  /** Of the file that held the value. */
  readonly file?: string;
  /** Of the file, or of the ConfigMap's key that holds one, from 1; absent for what has no lines. */
  readonly line?: number;
  /** In the document that held the value. */
  readonly path?: string;
  /** What held the value where no file did: `cluster CONTEXT NAMESPACE/NAME`, `environment`, `placeholder` … */
  readonly from?: string;
  /** Of the environment, that sets the key of the config. */
  readonly variable?: string;
}

/** Places an origin in the files that the verb was told of. */
export function setByOf({ layer, templateContainer, source }: Origin, places: SourcePlaces): SetBy {
  const place = source && places.locate(source);
  return {
    layer,
    ...(templateContainer !== undefined && { templateContainer }),
    ...(place && placeData(place)),
    ...(source && { path: pathText(source.path) }),
    ...(source && !place && { from: unwritten[source.document] ?? source.document }),
  };
}

/** A place as the data of a verb have it. */
export function placeData(
  place: NonNullable<ReturnType<SourcePlaces["locate"]>>,
): Pick<SetBy, "file" | "from" | "line" | "variable"> {
  if ("variable" in place) return { from: "environment", variable: place.variable };
  if ("cluster" in place) return { from: place.cluster, ...(place.line !== undefined && { line: place.line }) };
  return { file: place.file, ...(place.line !== undefined && { line: place.line }) };
}

/** `pod-template templates/ca.yaml:7 (default-init)`; of a file without lines the path; `scheduling environment PLUGINS.K8S.SCHEDULER_NAME`. */
export function setByText({ layer, templateContainer, file, line, path, from, variable }: SetBy): string {
  const holder = file ?? from;
  const place = holder && (line === undefined ? `${holder} ${variable ?? path}` : `${holder}:${line}`);
  return [layer, place, templateContainer && `(${templateContainer})`].filter(Boolean).join(" ");
}

/** How values are called that nobody wrote. */
const unwritten: Readonly<Record<string, string>> = {
  [documents.config]: "config default",
  [documents.storage]: "storage default",
  [documents.execution]: "placeholder",
  [documents.environment]: "environment",
};
