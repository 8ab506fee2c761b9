import { failure, type Result, success } from "@podwright/core";
import { parseDocuments, renderLocation, type SourceDocument } from "@podwright/manifests";
import { type FileRole, readText } from "./read-file.ts";

/**
 * Reads a YAML or JSON file of one document; undefined when it is empty.
 * @problems FILE_MISSING, MANIFEST_INVALID, MANIFEST_TOO_LARGE
 */
export async function readDocument(file: string, role: FileRole): Promise<Result<SourceDocument | undefined>> {
  const text = await readText(file, role);
  if (!text.ok) return text;
  const documents = parseDocuments(text.value, file);
  if (!documents.ok) return documents;
  const [only, second] = documents.value;
  if (!second) return success(only);
  return failure({
    code: "MANIFEST_INVALID",
    what: `the ${role.name} has ${documents.value.length} documents; it may have one`,
    where: renderLocation(second.locate([])),
    fix: "keep the first and remove the others",
  });
}
