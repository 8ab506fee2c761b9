import { didYouMean, failure, type Problem, type Result, resultOf, success } from "@podwright/core";
import { parseDocuments, type SourceDocument } from "../parse-documents.ts";
import { type DocumentPath, renderLocation, type SourceLocation } from "../source-location.ts";
import type { Project } from "./project.ts";
import { type ProjectKeyShape, projectKeys } from "./project-keys.ts";

/** A project's file as read, and where in it each value stands. */
export interface ParsedProject {
  readonly project: Project;
  locate(path: DocumentPath): SourceLocation;
}

/**
 * Reads the text of a `podwright.yaml`; an empty one says nothing.
 * @param file - the name that problems give
 * @problems MANIFEST_INVALID for YAML that is none; PROJECT_INVALID for each key that is unknown or holds what it cannot
 */
export function parseProject(text: string, file: string): Result<ParsedProject> {
  const documents = parseDocuments(text, file);
  if (!documents.ok) return documents;
  const [document, second] = documents.value;
  if (!document) return success({ project: {}, locate: () => ({ file, line: 1, column: 1 }) });
  if (second) return failure(invalid(second, [], "a second document; the project is one", "remove it"));
  const { value } = document;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return failure(invalid(document, [], "the project must be a map", `use the keys ${keyNames.join(", ")}`));
  }
  const entries = Object.entries(value)
    .filter(([, given]) => given !== null)
    .map(([key, given]) => [key, meantWord(key, given)] as const);
  const problems = entries.flatMap(([key, given]) => checkKey(document, key, given));
  const project = Object.fromEntries(entries.map(([key, given]) => [key, listed(key, given)]));
  return resultOf({ project, locate: document.locate }, problems);
}

const keyNames = Object.keys(projectKeys);

function checkKey(document: SourceDocument, key: string, value: unknown): readonly Problem[] {
  if (!isKey(key)) {
    const meant = didYouMean(key, keyNames);
    const fix = meant ? `did you mean ${meant}?` : `remove it, or use one of: ${keyNames.join(", ")}`;
    return [invalid(document, [key], `${key} is no key of a project`, fix)];
  }
  const { shape } = projectKeys[key];
  if (shape === "paths" && Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      isText(item) ? [] : [invalid(document, [key, index], `an item of ${key} must be a path`, "write it as text")],
    );
  }
  if (!isText(value)) return [invalid(document, [key], `${key} must be ${nameOf(shape)}`, "write it as text")];
  if (typeof shape === "string") return [];
  if ("pattern" in shape) {
    if (new RegExp(shape.pattern).test(value)) return [];
    const what = `${key} is ${JSON.stringify(value)}, which it cannot be`;
    return [invalid(document, [key], what, `write ${shape.form}`)];
  }
  if (shape.includes(value)) return [];
  const meant = didYouMean(value, shape);
  const fix = meant ? `did you mean ${meant}?` : `use one of: ${shape.join(", ")}`;
  return [invalid(document, [key], `${key} is ${JSON.stringify(value)}; it may be ${nameOf(shape)}`, fix)];
}

/** `off` without quotes is a boolean of YAML 1.1; where the word can stand it is meant. */
function meantWord(key: string, value: unknown): unknown {
  if (value !== false || !isKey(key)) return value;
  const { shape } = projectKeys[key];
  return Array.isArray(shape) && shape.includes("off") ? "off" : value;
}

function isKey(key: string): key is keyof Project {
  return Object.hasOwn(projectKeys, key);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function nameOf(shape: ProjectKeyShape): string {
  if (shape === "text") return "text";
  if (typeof shape === "object" && "pattern" in shape) return shape.form;
  return shape === "paths" ? "a path or a list of paths" : shape.join(" or ");
}

/** One path counts as a list of it. */
function listed(key: string, value: unknown): unknown {
  return isKey(key) && projectKeys[key].shape === "paths" && !Array.isArray(value) ? [value] : value;
}

function invalid(document: SourceDocument, path: DocumentPath, what: string, fix: string): Problem {
  return { code: "PROJECT_INVALID", what, where: renderLocation(document.locate(path), path), fix };
}
