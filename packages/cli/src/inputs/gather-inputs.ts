import {
  type DecodedTask,
  failure,
  type LiteralMap,
  type Problem,
  parseInputs,
  type Result,
  success,
} from "@podwright/core";
import { type FileRole, readBytes } from "../facts/read-file.ts";
import { locateUploads, type Upload } from "./locate-uploads.ts";

export interface InputArguments {
  /** The file of `--inputs`, or what stands in a list in its place. */
  readonly file?: string | InputsInPlace | undefined;
  /** Each `--input`, as `NAME=VALUE`; they win over the file's. */
  readonly pairs: readonly string[];
  /** The line of a list that gives the run, as `FILE:LINE`. */
  readonly place?: string;
}

/** A JSON object of values, and where it stands. */
interface InputsInPlace {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Where a run's inputs come from, and where its local files go. */
export interface InputPlaces {
  readonly workingDirectory: string;
  /** A URI without slash at its end, of this one run. */
  readonly uploadPrefix: string;
}

/** A task's inputs, and what of this machine must stand in the store before the run. */
export interface GatheredInputs {
  readonly literals: LiteralMap;
  readonly uploads: readonly Upload[];
}

/**
 * A task's inputs, held against its interface; the local files that they name are there.
 * @problems FILE_MISSING, FILE_TOO_LARGE, and those of `parseInputs` and `locateUploads`
 */
export async function gatherInputs(
  task: DecodedTask,
  { file, pairs, place }: InputArguments,
  { workingDirectory, uploadPrefix }: InputPlaces,
): Promise<Result<GatheredInputs>> {
  const read = await readInputs(file);
  if (!read.ok) return read;
  const parsed = parseInputs({
    interface: task.template.interface,
    ...(task.client === "flyteidl2" && { defaults: task.spec.defaultInputs }),
    ...(read.value && { file: read.value }),
    pairs,
    uploadPrefix,
  });
  if (!parsed.ok) return place === undefined ? parsed : missingFrom(place, parsed.problems);
  const { literals } = parsed.value;
  const uploads = await locateUploads(parsed.value.uploads, workingDirectory);
  return uploads.ok ? success({ literals, uploads: uploads.value }) : uploads;
}

/** An input that nobody gave stands nowhere else than where the run does. */
function missingFrom(place: string, problems: readonly [Problem, ...Problem[]]): Result<never> {
  const placed = (problem: Problem): Problem => {
    if (problem.code !== "INPUT_MISSING" || problem.where !== undefined) return problem;
    return { ...problem, where: place, fix: `add it to "inputs" of this line, or for all lines ${problem.fix}` };
  };
  const [first, ...more] = problems;
  return failure(placed(first), ...more.map(placed));
}

async function readInputs(file: InputArguments["file"]): Promise<Result<InputsInPlace | undefined>> {
  if (typeof file !== "string") return success(file);
  const content = await readBytes(file, role, maxInputsFileBytes);
  return content.ok ? success({ name: file, content: content.value }) : content;
}

/** More than Flyte itself takes: 10 MiB, unless its config says otherwise. */
const maxInputsFileBytes = 64 * 1024 * 1024;

const role: FileRole = {
  name: "inputs file",
  missing: "FILE_MISSING",
  fix: "give --inputs an inputs.pb, its protojson, or a JSON object with a value for each input",
};
