import { failure, type Problem, problemsOf, type Result, resultOf, success, valuesOf } from "@podwright/core";
import { type Document, LineCounter, parseAllDocuments } from "yaml";
import { findAliasFault } from "./alias-fault.ts";
import { locateNode } from "./locate-node.ts";
import { type DocumentPath, renderLocation, type SourceLocation } from "./source-location.ts";
import { findSyntaxFaults } from "./syntax-faults.ts";
import { type YamlDialect, yamlDialects } from "./yaml-dialect.ts";

/** The value of one YAML or JSON document, and where each part of it stands. */
export interface SourceDocument {
  readonly file: string;
  /** Position among the file's documents, from 0; empty documents are not counted. */
  readonly index: number;
  /** Plain JSON data: anchors are resolved, keys are strings. */
  readonly value: unknown;
  /** Where the value at a path stands (its key, where it has one); its nearest parent when there is none. */
  locate(path: DocumentPath): SourceLocation;
}

/** A larger document is refused before it is parsed; the API server refuses such objects too. */
export const maxDocumentBytes: number = 1024 * 1024;

/**
 * Parses the documents of one YAML (or JSON) file; empty documents are left out.
 * @param file - the name that problems give
 * @problems MANIFEST_INVALID for a document's syntax error, else for each duplicate key, else for the first alias that is unknown or holds itself;
 * MANIFEST_TOO_LARGE
 */
export function parseDocuments(
  text: string,
  file: string,
  dialect: YamlDialect = "kubectl",
): Result<readonly SourceDocument[]> {
  const tooLarge = findTooLarge(text, file);
  if (tooLarge) return failure(tooLarge);
  const lineCounter = new LineCounter();
  const locationAt = (offset: number): SourceLocation => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const options = {
    ...yamlDialects[dialect],
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: "error" as const,
    lineCounter,
  };
  const parsed = [...parseAllDocuments(text.replace(/^\uFEFF/, ""), options)];
  const readings = parsed.map((document) => readDocument(document, locationAt));
  const documents = valuesOf(readings)
    .filter(({ value }) => value !== undefined && value !== null)
    .map((reading, index): SourceDocument => ({ file, index, ...reading }));
  return resultOf(documents, problemsOf(readings));
}

function readDocument(
  document: Document.Parsed,
  locationAt: (offset: number) => SourceLocation,
): Result<Pick<SourceDocument, "value" | "locate">> {
  const faults = findSyntaxFaults(document);
  const [first, ...more] = faults.map(({ reason, offset }) => syntaxProblem(reason, locationAt(offset)));
  if (first) return failure(first, ...more);
  const alias = findAliasFault(document);
  if (alias) return failure(syntaxProblem(alias.reason, locationAt(alias.offset)));
  try {
    const value: unknown = document.toJS();
    return success({ value, locate: (path) => locationAt(locateNode(document, path)) });
  } catch (error) {
    // The library's way to refuse an alias bomb.
    if (!(error instanceof ReferenceError)) throw error;
    return failure(syntaxProblem(error.message, locationAt(locateNode(document, []))));
  }
}

function syntaxProblem(message: string, location: SourceLocation): Problem {
  return {
    code: "MANIFEST_INVALID",
    what: `not valid YAML: ${message.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`,
    where: renderLocation(location),
    fix: "correct the file at that place",
  };
}

function findTooLarge(text: string, file: string): Problem | undefined {
  if (text.length * 3 <= maxDocumentBytes) return undefined;
  const sizes = text.split(/^---(?=\s|$)/m).map((part) => Buffer.byteLength(part));
  const sizeBytes = Math.max(...sizes);
  if (sizeBytes <= maxDocumentBytes) return undefined;
  return {
    code: "MANIFEST_TOO_LARGE",
    what: `a document of ${sizeBytes} bytes; at most ${maxDocumentBytes} are read`,
    where: file,
    fix: "pass the manifests alone: Kubernetes takes no larger object either",
  };
}
