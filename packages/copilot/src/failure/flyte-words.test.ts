import { type Problem, ProblemError } from "@podwright/core";
import { expect, test } from "vitest";
import { aboutInput } from "./about-input.ts";
import { flyteWords } from "./flyte-words.ts";

interface Case {
  readonly problem: Omit<Problem, "fix"> & { readonly fix?: string };
  readonly want: string | null;
}

const uri = "s3://b/k";
const missing = { code: "BLOB_MISSING", what: `there is no blob ${uri} (404 NoSuchKey)` } as const;
const large = {
  code: "INPUT_TOO_LARGE",
  what: `${uri} has 3145733 bytes, more than the 2097152 that are allowed`,
} as const;
const garbage = { code: "LITERALS_INVALID", what: "the file holds no literals: byte 0", where: uri } as const;
const limit =
  "[LIMIT_EXCEEDED] limit exceeded. 3.000005mb > 2mb. You can increase the limit by setting maxDownloadMBs.";
const metadata = "failed to download input metadata message from remote store";
const variable = "failed to download input variable from remote store";
const wire = "proto: cannot parse invalid wire-format data";
const refused = "Conf container:a != Passed Container:b. Dynamic loading is disabled";

const downloads: readonly Case[] = [
  { problem: missing, want: `${metadata}: path:${uri}: not found` },
  { problem: { ...missing, where: "https://store" }, want: `${metadata}: path:${uri}: not found` },
  { problem: large, want: `${metadata}: path:${uri}: ${limit}` },
  { problem: garbage, want: `${metadata}: unmarshall: ${uri}: ${wire}` },
  { problem: { code: "STORE_CONTAINER_REFUSED", what: refused, where: "storage.container" }, want: null },
  { problem: { code: "STORE_UNREACHABLE", what: "no answer" }, want: null },
  {
    problem: {
      code: "INPUT_UNSUPPORTED",
      what: "the copilot cannot turn structuredDataset into files",
      where: "input x/y",
    },
    want: `${variable}: variable [x] download/store failed: unsupported scalar type [*core.Scalar_StructuredDataset]`,
  },
  {
    problem: {
      code: "INPUT_UNSUPPORTED",
      what: "the copilot cannot turn offloadedMetadata into files",
      where: "input x",
    },
    want: `${variable}: variable [x] download/store failed: unsupported literal type [*core.Literal_OffloadedMetadata]`,
  },
  {
    problem: {
      code: "INPUT_UNSUPPORTED",
      what: "the copilot cannot turn an empty literal into files",
      where: "input x",
    },
    want: `${variable}: variable [x] download/store failed: unsupported literal type [<nil>]`,
  },
  {
    problem: { code: "LITERAL_UNSUPPORTED", what: "JSON and YAML have no form for the float NaN", where: "input x" },
    want: "failed to marshal out inputs: json: unsupported value: NaN",
  },
  {
    problem: { code: "USAGE", what: "--from-remote is required", where: "--from-remote" },
    want: "from-remote is required",
  },
  {
    problem: { code: "USAGE", what: '--format is "XML"', where: "--format", fix: "give one of JSON, YAML, PROTO" },
    want: "incorrect input download format specified, given [XML], possible values [[JSON YAML PROTO]]",
  },
  {
    problem: {
      code: "USAGE",
      what: '--file-input-layout is "X"',
      where: "--file-input-layout",
      fix: "give one of DIRECT, NAMED_DIR",
    },
    want: "incorrect file input layout specified, given [X], possible values [[DIRECT NAMED_DIR]]",
  },
];

const uploads: readonly Case[] = [
  { problem: { code: "TASK_REPORTED_ERROR", what: "User Error: why\n" }, want: "User Error: why\n" },
  {
    problem: { code: "TASK_REPORTED_ERROR", what: "User Error: error file is a directory" },
    want: "error file is a directory",
  },
  {
    problem: { code: "OUTPUT_MISSING", what: "it is not there", where: "out/x" },
    want: "file not found at path [out/x]: stat out/x: no such file or directory",
  },
  {
    problem: { code: "OUTPUT_TOO_LARGE", what: "out/x has 1025 bytes; at most 1024 are read", where: "out/x" },
    want: "maximum allowed filesize is [1024], but found [1025]",
  },
  {
    problem: {
      code: "OUTPUT_TOO_LARGE",
      what: "out/_ERROR has 1048577 bytes; at most 1048576 are read",
      where: "out/_ERROR",
    },
    want: "error file too large 1048577",
  },
  {
    problem: { code: "OUTPUT_INVALID", what: '"4.2" is not an integer of 64 bits, such as 42' },
    want: 'failed to parse integer value: strconv.ParseInt: parsing "4.2": invalid syntax',
  },
  {
    problem: { code: "OUTPUT_INVALID", what: '"9223372036854775808" is not an integer of 64 bits, such as 42' },
    want: 'failed to parse integer value: strconv.ParseInt: parsing "9223372036854775808": value out of range',
  },
  {
    problem: { code: "OUTPUT_INVALID", what: '"yes" is not a boolean: true or false' },
    want: 'failed to parse Bool value: strconv.ParseBool: parsing "yes": invalid syntax',
  },
  {
    problem: { code: "OUTPUT_INVALID", what: '"60" is not a duration, such as 1h30m or 1.5s' },
    want: 'failed to parse Duration, valid formats: e.g. 300ms, -1.5h, 2h45m: time: missing unit in duration "60"',
  },
  {
    problem: { code: "OUTPUT_INVALID", what: '"1h2x" is not a duration, such as 1h30m or 1.5s' },
    want: 'failed to parse Duration, valid formats: e.g. 300ms, -1.5h, 2h45m: time: unknown unit "x" in duration "1h2x"',
  },
  {
    problem: { code: "OUTPUT_INVALID", what: '"soon" is not a duration, such as 1h30m or 1.5s' },
    want: 'failed to parse Duration, valid formats: e.g. 300ms, -1.5h, 2h45m: time: invalid duration "soon"',
  },
  { problem: { code: "OUTPUT_INVALID", what: '"x" is not a datetime of RFC 3339' }, want: null },
  {
    problem: {
      code: "OUTPUT_UNSUPPORTED",
      what: 'currently CoPilot uploader does not support [enum_type:{values:"a"}], the type of output "x"',
    },
    want: 'currently CoPilot uploader does not support [enum_type:{values:"a"}], system error',
  },
  { problem: { code: "TRANSFER_TIMED_OUT", what: "the upload did not end" }, want: "async future was canceled" },
  {
    problem: { code: "USAGE", what: '--start-watcher-type is "x"', where: "--start-watcher-type" },
    want: "unsupported watcher type",
  },
];

test.each(downloads)("says of a download: $want", ({ problem, want }) => {
  expect(flyteWords([{ fix: "", ...problem }], "InputDownloadFailed")).toBe(want);
});

test.each(uploads)("says of an upload: $want", ({ problem, want }) => {
  expect(flyteWords([{ fix: "", ...problem }], "OutputUploadFailed")).toBe(want);
});

test.each([
  {
    problem: missing,
    input: "input x",
    want: "variable [x] download/store failed: incorrect blob reference, does not exist",
  },
  {
    problem: { ...large, where: "https://store" },
    input: "input x/0",
    want: `variable [x] download/store failed: failed to read Blob from storage: ${limit}`,
  },
  {
    problem: { code: "STORE_CONTAINER_REFUSED", what: refused, where: "storage.container" } as const,
    input: "input x",
    want: `variable [x] download/store failed: failed when looking up Blob: ${refused}: not found`,
  },
  {
    problem: missing,
    input: "an offloaded input",
    want: `Failed to  read the object at location [${uri}] with error [path:${uri}: not found]`,
  },
  {
    problem: garbage,
    input: "an offloaded input",
    want: `Failed to  read the object at location [${uri}] with error [unmarshall: ${uri}: ${wire}]`,
  },
])("says of $input: $want", ({ problem, input, want }) => {
  const { problems } = aboutInput(new ProblemError([{ ...problem, fix: "" }]), input) as ProblemError;
  expect(flyteWords(problems, "InputDownloadFailed")).toBe(`${variable}: ${want}`);
});

test("tells of a type that is not supported before all else, as upstream looks at types first", () => {
  const unsupported = {
    code: "OUTPUT_UNSUPPORTED",
    what: 'currently CoPilot uploader does not support [<nil>], the type of output "y"',
  } as const;
  const problems: Problem[] = [
    { code: "OUTPUT_MISSING", what: "", where: "out/x", fix: "" },
    { ...unsupported, fix: "" },
  ];
  expect(flyteWords(problems, "OutputUploadFailed")).toBe(
    "currently CoPilot uploader does not support [<nil>], system error",
  );
});

test("has no words for a bug", () => {
  expect(flyteWords([], "InputDownloadFailed")).toBeNull();
  expect(aboutInput(new TypeError("x"), "input x")).toEqual(new TypeError("x"));
});
