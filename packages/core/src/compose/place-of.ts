import type { DocumentPlace } from "../merge/origin.ts";
import { pathText } from "../merge/path-text.ts";
import { documents } from "./documents.ts";

/** How a problem's `where` names a place in one of the facts: `DOCUMENT, PATH`. A shell turns it into file and line. */
export function placeOf({ document, path }: DocumentPlace): string {
  const label = labels.get(document) ?? document;
  const text = pathText(document === documents.config ? ["plugins", "k8s", ...path] : path);
  return text === "" ? label : `${label}, ${text}`;
}

const labels: ReadonlyMap<string, string> = new Map([
  [documents.task, "the task"],
  [documents.config, "the config"],
  [documents.execution, "the execution"],
]);
