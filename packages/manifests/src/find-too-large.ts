import type { Problem } from "@podwright/core";
import { documentLimits } from "./document-limits.ts";
import { renderLocation } from "./source-location.ts";

/**
 * The documents of a file that are too large to be parsed, told from their marks (`---`) alone.
 * @problems MANIFEST_TOO_LARGE, for the file or else for each document
 */
export function findTooLarge(text: string, file: string): readonly Problem[] {
  const { fileBytes, documentBytes } = documentLimits;
  if (text.length > fileBytes) return [fileTooLarge(file)];
  if (text.length * 3 <= documentBytes) return [];
  let line = 1;
  return text.split(/^---(?=\s|$)/m).flatMap((part) => {
    const start = line;
    line += part.split("\n").length - 1;
    const bytes = part.length * 3 <= documentBytes ? 0 : new TextEncoder().encode(part).length;
    if (bytes <= documentBytes) return [];
    const where = renderLocation({ file, line: start, column: 1 });
    return [tooLarge(`a document of ${bytes} bytes; at most ${documentBytes} are read`, where)];
  });
}

/** Of a file as a whole. */
export function fileTooLarge(file: string): Problem {
  return tooLarge(`a file of more than ${documentLimits.fileBytes} bytes; no larger one is read`, file);
}

function tooLarge(what: string, where: string): Problem {
  return {
    code: "MANIFEST_TOO_LARGE",
    what,
    where,
    fix: "pass the manifests alone: Kubernetes takes no larger object either",
  };
}
