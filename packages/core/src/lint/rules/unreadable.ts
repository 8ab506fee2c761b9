import type { ProblemCode } from "../../problem/catalogue.ts";
import { foundInReading } from "../found-in-reading.ts";
import type { LintRule } from "../lint-rule.ts";
import { config } from "./config.ts";
import { referenceMissing } from "./reference-missing.ts";
import { unknownField } from "./unknown-field.ts";

/** What cannot be read as a Kubernetes object or a task at all. */
export const unreadable: LintRule = {
  id: "unreadable",
  codes: [
    "EXECUTION_INVALID",
    "FILE_MISSING",
    "FILE_TOO_LARGE",
    "MANIFEST_FILE_MISSING",
    "MANIFEST_INVALID",
    "MANIFEST_TOO_LARGE",
    "TASK_FIELDS_UNKNOWN",
    "TASK_FILE_INVALID",
    "TASK_FILE_MISSING",
  ],
  summary: "A document cannot be read as what it should be, or a value in it is of the wrong kind.",
  help: `An API server refuses such a document whole. Each mistake of each document is told; the other documents are linted all the same.

Folders are searched for manifests: files in them that hold other things are passed over. A file that does not parse and has \`{{\` in it is
taken for a Helm template: render the chart first and lint what comes out.`,
  findingsOf: ({ problems }) => problems.filter(({ problem }) => !elsewhere.has(problem.code)).map(foundInReading),
};

const elsewhere: ReadonlySet<ProblemCode> = new Set([
  ...config.codes,
  ...referenceMissing.codes,
  ...unknownField.codes,
]);
