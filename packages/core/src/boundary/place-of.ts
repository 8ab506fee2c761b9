import { documents } from "../compose/documents.ts";
import type { DocumentPlace, FieldPath } from "../merge/origin.ts";

/** How a problem's `where` names a place in one of the facts: `DOCUMENT, PATH`. A shell turns it into file and line. */
export function placeOf({ document, path }: DocumentPlace): string {
  const label = labels[document] ?? document;
  const text = fieldText(document === documents.config ? ["plugins", "k8s", ...path] : path);
  return text === "" ? label : `${label}, ${text}`;
}

const labels: Readonly<Record<string, string>> = {
  [documents.task]: "the task",
  [documents.config]: "the config",
  [documents.execution]: "the execution",
};

/** `metadata.annotations["example.com/owner"]`, `spec.containers[0].name`. */
export function fieldText(path: FieldPath): string {
  const segments = path.map((segment) => {
    if (typeof segment === "number") return `[${segment}]`;
    return /^[A-Za-z_][\w-]*$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
  });
  return segments.join("").replace(/^\./, "");
}
