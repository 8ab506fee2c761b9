import {
  failure,
  failureOf,
  type Problem,
  problemsOf,
  type Result,
  resultOf,
  success,
  valuesOf,
} from "@podwright/core";
import { type Document, LineCounter } from "yaml";
import { checkNodes } from "./check-nodes.ts";
import { findTooLarge } from "./find-too-large.ts";
import { type LocationAt, locationAtOf } from "./location-at.ts";
import { nodeLocator } from "./node-locator.ts";
import { parseWithinLimits } from "./parse-within-limits.ts";
import { type DocumentPath, renderLocation, type SourceLocation } from "./source-location.ts";
import { findSyntaxFault, type SyntaxFault } from "./syntax-fault.ts";
import { syntaxProblem } from "./syntax-problem.ts";

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

/**
 * Parses the documents of one YAML (or JSON) file; empty documents are left out.
 * @param file - the name that problems give
 * @problems MANIFEST_INVALID for a document's syntax error, else for each duplicate key, else for the first alias that is unknown or holds
 * itself, key that is no text, or merge of something else than maps; for what passes a limit of depth or number; MANIFEST_TOO_LARGE for
 * each document over the limit, none of the file being parsed then
 */
export function parseDocuments(text: string, file: string): Result<readonly SourceDocument[]> {
  const [tooLarge, ...more] = findTooLarge(text, file);
  if (tooLarge) return failure(tooLarge, ...more);
  const lines = new LineCounter();
  const locationAt = locationAtOf(lines, file);
  const { documents: parsed, fault } = parseWithinLimits(text.replace(/^\uFEFF/, ""), "kubectl", lines);
  const readings = parsed.map((document) => readDocument(document, locationAt));
  const documents = valuesOf(readings)
    .filter(({ value }) => value !== undefined && value !== null)
    .map((reading, index): SourceDocument => ({ file, index, ...reading }));
  const limits = fault ? [limitProblem(fault, locationAt)] : [];
  return resultOf(documents, [...problemsOf(readings), ...limits]);
}

function readDocument(
  document: Document.Parsed,
  locationAt: LocationAt,
): Result<Pick<SourceDocument, "value" | "locate">> {
  const fault = findSyntaxFault(document);
  if (fault) return failure(syntaxProblem(fault, locationAt));
  const { faults, targets } = checkNodes(document);
  const [first, ...more] = faults.map((each) => syntaxProblem(each, locationAt));
  if (first) return failureOf([first, ...more]);
  const nodeAt = nodeLocator(document, targets);
  try {
    const value: unknown = document.toJS();
    return success({ value, locate: (path) => locationAt(nodeAt(path).offset) });
  } catch (error) {
    // The library's way to refuse an alias bomb.
    if (!(error instanceof ReferenceError)) throw error;
    return failure(syntaxProblem({ reason: error.message, offset: nodeAt([]).offset }, locationAt));
  }
}

function limitProblem({ reason, offset }: SyntaxFault, locationAt: LocationAt): Problem {
  return {
    code: "MANIFEST_INVALID",
    what: `${reason}: nothing behind that place is read`,
    where: renderLocation(locationAt(offset)),
    fix: "take out what is no part of a Kubernetes object or a config, or split the file",
  };
}
