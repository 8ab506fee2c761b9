import { type ExecutionFacts, failure, type Problem, type Result, resultOf, success } from "@podwright/core";
import { renderLocation, type SourceDocument } from "@podwright/manifests";
import { type ExecutionField, executionFields, overrideFields } from "./execution-fields.ts";
import { isMap, unknownMember } from "./members.ts";
import { readDocument } from "./read-document.ts";
import type { FileRole } from "./read-file.ts";

const role: FileRole = {
  name: "execution file",
  missing: "FILE_MISSING",
  fix: "give --execution a YAML or JSON file of execution facts (docs/compose.md lists them)",
};

/**
 * The execution facts that a file gives; those it does not give are the caller's to fill in.
 * @problems FILE_MISSING, MANIFEST_INVALID, EXECUTION_INVALID: one for each fact that cannot be read
 */
export async function readExecution(file: string | undefined): Promise<Result<Partial<ExecutionFacts>>> {
  if (file === undefined) return success({});
  const document = await readDocument(file, role);
  if (!document.ok) return document;
  if (!document.value) return success({});
  const { value } = document.value;
  return isMap(value)
    ? readFacts(value, document.value)
    : failure(invalid(document.value, [], "must be a map of facts"));
}

function readFacts(
  given: Readonly<Record<string, unknown>>,
  document: SourceDocument,
): Result<Partial<ExecutionFacts>> {
  const { overrides, ...plain } = given;
  const facts = readMembers(plain, executionFields, { document, path: [] });
  const more = isMap(overrides)
    ? readMembers(overrides, overrideFields, { document, path: ["overrides"] })
    : { values: {}, problems: overrides == null ? [] : [invalid(document, ["overrides"], "must be a map")] };
  const values = { ...facts.values, ...(isMap(overrides) && { overrides: more.values }) };
  return resultOf(values as Partial<ExecutionFacts>, [...facts.problems, ...more.problems]);
}

interface Place {
  readonly document: SourceDocument;
  readonly path: readonly string[];
}

function readMembers(
  given: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, ExecutionField>>,
  { document, path }: Place,
): { readonly values: Readonly<Record<string, unknown>>; readonly problems: readonly Problem[] } {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === null) continue;
    if (!field) {
      const known = path.length === 0 ? [...Object.keys(fields), "overrides"] : Object.keys(fields);
      problems.push({ ...invalid(document, [...path, name], "is no execution fact"), fix: unknownMember(name, known) });
      continue;
    }
    try {
      values[name] = field.read(value);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(invalid(document, [...path, name], `must be ${field.shape}: ${reason}`));
    }
  }
  return { values, problems };
}

function invalid(document: SourceDocument, path: readonly string[], what: string): Problem {
  return {
    code: "EXECUTION_INVALID",
    what: `${path.join(".") || "the execution file"} ${what}`,
    where: renderLocation(document.locate(path), path),
    fix: "docs/compose.md lists the execution facts and what each is",
  };
}
