import type { ProblemCode } from "@podwright/core";

/**
 * Where Podwright's copilot differs from the recorded one on purpose, case by case.
 *
 * Two differences hold everywhere and are not listed again: the error document is `error.pb` (what Flyte reads) instead
 * of `errors.pb`, and a failure exits 1 (upstream: 0), so that the task never starts without its inputs.
 * Messages are our own words. A failure's kind says whether trying again can help (upstream: always RECOVERABLE).
 */
export interface Difference {
  readonly reason: string;
  /** The case fails with this instead: the problem on stderr, and the error document, whose message begins with what `says`. */
  readonly failure?: Failure;
  /** The case succeeds, where upstream fails, or with other files. Texts of the files below `out`. */
  readonly local?: Readonly<Record<string, string>>;
  readonly remote?: Readonly<Record<string, string>>;
  readonly exit?: number;
}

interface Failure {
  readonly code: ProblemCode;
  readonly kind: "RECOVERABLE" | "NON_RECOVERABLE";
  readonly says: string;
}

const ownWords = "the failure is upstream's, the words are ours";
const usage = "a wrong command line exits 2";
const integerOne = "CgsKAXgSBgoECgIIAQ==";

export const differences: Readonly<Record<string, Difference>> = {
  "dl-bad-format": {
    reason: usage,
    exit: 2,
    failure: { code: "USAGE", kind: "NON_RECOVERABLE", says: '--format is "XML"' },
  },
  "dl-blob-limit-exceeded": {
    reason: ownWords,
    failure: {
      code: "INPUT_TOO_LARGE",
      kind: "NON_RECOVERABLE",
      says: "s3://flyte-golden/dl-blob-limit-exceeded/d/big.bin has 3145733 bytes, more than the 2097152 that are allowed",
    },
  },
  "dl-blob-missing": {
    reason: ownWords,
    failure: {
      code: "BLOB_MISSING",
      kind: "NON_RECOVERABLE",
      says: "there is no blob s3://flyte-golden/dl-blob-missing/d/nope",
    },
  },
  "dl-empty-literal": {
    reason: ownWords,
    failure: {
      code: "INPUT_UNSUPPORTED",
      kind: "NON_RECOVERABLE",
      says: "the copilot cannot turn an empty literal into files",
    },
  },
  "dl-empty-map": {
    reason: "a task without inputs can run: upstream fails with `proto: Marshal called with nil`",
    local: { "inputs.json": "{}", "inputs.pb": "" },
    remote: {},
  },
  "dl-inputs-garbage": {
    reason: ownWords,
    failure: { code: "LITERALS_INVALID", kind: "NON_RECOVERABLE", says: "the file holds no literals: " },
  },
  "dl-inputs-garbage-2": {
    reason: ownWords,
    failure: { code: "LITERALS_INVALID", kind: "NON_RECOVERABLE", says: "the file holds no literals: " },
  },
  "dl-inputs-missing": {
    reason: ownWords,
    failure: {
      code: "BLOB_MISSING",
      kind: "NON_RECOVERABLE",
      says: "there is no blob s3://flyte-golden/dl-inputs-missing/in/inputs.pb",
    },
  },
  "dl-multipart-prefix-sibling": {
    reason: "a directory's download takes what is in the directory, not `dir2/z.txt` and `dirx` beside it",
    local: { "inputs.json": '{"x":"out/x"}', "x/a.txt": "a" },
  },
  "dl-no-output-prefix": { reason: usage, exit: 2 },
  "dl-offloaded-missing": {
    reason: ownWords,
    failure: {
      code: "BLOB_MISSING",
      kind: "NON_RECOVERABLE",
      says: "there is no blob s3://flyte-golden/dl-offloaded-missing/off/x.pb",
    },
  },
  "dl-structured-dataset": {
    reason: "upstream refuses structured datasets",
    local: {
      "inputs.json": '{"x":"out/x"}',
      "inputs.pb": "\n\x1d\n\x01x\x12\x18\n\x16B\x14\n\x05out/x\x12\x0b\n\t\x12\x07parquet",
      "x/00000": "pq",
    },
    remote: {},
  },
  "dl-yaml-u2028-upstream-bug": {
    reason: "upstream's YAML is corrupt: a line separator swallows the next variable",
    local: { "inputs.yaml": 'su: "a\\nb\\L"\nz: 1\n' },
  },
  "sc-bad-iface": {
    reason: ownWords,
    failure: {
      code: "INTERFACE_INVALID",
      kind: "NON_RECOVERABLE",
      says: "the value is no base64 of a flyteidl2.core.TypedInterface: ",
    },
  },
  "sc-bad-int": {
    reason: ownWords,
    failure: { code: "OUTPUT_INVALID", kind: "RECOVERABLE", says: '"4.2" is not ' },
  },
  "sc-collection-unsupported": {
    reason: "upstream refuses lists; here the task wrote `[1]`",
    remote: { "meta/outputs.pb": "Cg8KAXgSChIICgYKBAoCCAE=" },
  },
  "sc-dir-for-simple": {
    reason: ownWords,
    failure: {
      code: "OUTPUT_INVALID",
      kind: "RECOVERABLE",
      says: "expected file for type [INTEGER], found dir at path [outputs/x]",
    },
  },
  "sc-err-name": {
    reason: ownWords,
    failure: { code: "OUTPUT_MISSING", kind: "RECOVERABLE", says: 'output "x" is missing: the task did not write it' },
  },
  "sc-extension-two": {
    reason: ownWords,
    failure: {
      code: "OUTPUT_MISSING",
      kind: "RECOVERABLE",
      says: 'output "x" is missing: there is no x, and several files could be meant: x.json, x.txt',
    },
  },
  "sc-missing": {
    reason: ownWords,
    failure: { code: "OUTPUT_MISSING", kind: "RECOVERABLE", says: 'output "x" is missing: the task did not write it' },
  },
  "sc-no-timeout-flag": {
    reason: "no --timeout means no limit; upstream's limit is over before the upload begins",
    remote: { "meta/outputs.pb": integerOne },
  },
  "sc-string-1025": {
    reason: ownWords,
    failure: { code: "OUTPUT_TOO_LARGE", kind: "RECOVERABLE", says: "outputs/x has 1025 bytes; at most 1024 are read" },
  },
  "sc-timeout-0": {
    reason: "--timeout 0 means no limit; upstream's limit is over before the upload begins",
    remote: { "meta/outputs.pb": integerOne },
  },
};
