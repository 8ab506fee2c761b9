import { create } from "@bufbuild/protobuf";
import { failureOf, type Problem, type Result, success } from "../../problem/problem.ts";
import type { TypedInterface } from "../gen/flyteidl2/core/interface_pb.js";
import { type Literal, type LiteralMap, LiteralMapSchema } from "../gen/flyteidl2/core/literals_pb.js";
import type { LiteralType } from "../gen/flyteidl2/core/types_pb.js";
import type { NamedParameter } from "../gen/flyteidl2/task/common_pb.js";
import { type InputTypes, inputProblem, inputTypesOf } from "./check-inputs.ts";
import { inputMissing, inputRepeated, inputTypeMismatch, inputUnknown, pairInvalid } from "./input-problems.ts";
import type { InputReading } from "./input-reading.ts";
import { jsonInput } from "./json-input.ts";
import { type InputUpload, type PlacedLiteral, placeUploads } from "./place-uploads.ts";
import { type InputsFile, readInputsFile } from "./read-inputs-file.ts";
import { textInput } from "./text-input.ts";

/** What a user gives a task to work on. */
export interface GivenInputs {
  /** Absent: the task has no inputs. */
  readonly interface: TypedInterface | undefined;
  /** `default_inputs` of a Flyte 2 task spec; their values stand in for inputs that are not given. */
  readonly defaults?: readonly NamedParameter[];
  /** The file of `--inputs`, read. */
  readonly file?: { readonly name: string; readonly content: Uint8Array | string };
  /** Each `--input`, as `NAME=VALUE`; they win over the file. */
  readonly pairs?: readonly string[];
  /** Where files of this machine will be uploaded to: a URI without slash at its end, of this one execution. */
  readonly uploadPrefix: string;
}

/** A task's inputs, and what must stand in the store before the task starts. */
export interface ParsedInputs {
  readonly literals: LiteralMap;
  readonly uploads: readonly InputUpload[];
}

/**
 * Types a task's inputs by its interface. Values of the file and of the pairs may be written plainly (see `jsonInput` and
 * `textInput`); literals of a file are held against the interface. A blob without a scheme, wherever it was given, is a path of
 * this machine, to be uploaded.
 * @problems LITERALS_INVALID, alone; INPUT_UNKNOWN, INPUT_TYPE_MISMATCH, INPUT_MISSING, INPUT_REPEATED and USAGE, all at once
 */
export function parseInputs(given: GivenInputs): Result<ParsedInputs> {
  const types = inputTypesOf(given.interface);
  const file = given.file && readInputsFile(given.file.content, given.file.name, types);
  if (file && !file.ok) return file;
  const readings = new Map<string, Reading>();
  if (given.file && file)
    for (const [name, reading] of readFile(file.value, given.file.name, types)) readings.set(name, reading);
  const { pairs, problems } = splitPairs(given.pairs ?? []);
  for (const [name, text] of pairs) {
    const read = (type: LiteralType) => textInput(text, type);
    readings.set(name, readInput(name, types, read, `--input ${name}`));
  }
  for (const [name, literal] of defaultsOf(given.defaults ?? [])) {
    if (types.has(name) && !readings.has(name)) readings.set(name, { literal });
  }
  for (const reading of readings.values()) if ("problem" in reading) problems.push(reading.problem);
  for (const [name, type] of types) if (!readings.has(name)) problems.push(inputMissing(name, type));
  const [first, ...more] = problems;
  return first ? failureOf([first, ...more]) : success(placedInOrder(types, readings, given.uploadPrefix));
}

type Reading = { readonly literal: Literal } | { readonly problem: Problem };

function readFile(file: InputsFile, where: string, types: InputTypes): readonly (readonly [string, Reading])[] {
  if (file.form === "literals") {
    return Object.entries(file.literals.literals).map(([name, literal]) => {
      const problem = inputProblem(name, literal, types, where);
      return [name, problem ? { problem } : { literal }];
    });
  }
  return Object.entries(file.values).map(([name, value]) => {
    const read = (type: LiteralType) => jsonInput(value, type, []);
    return [name, readInput(name, types, read, where)];
  });
}

function readInput(name: string, types: InputTypes, read: (type: LiteralType) => InputReading, where: string): Reading {
  const type = types.get(name);
  if (type === undefined) return { problem: inputUnknown(name, [...types.keys()], where) };
  const reading = read(type);
  return "literal" in reading ? reading : { problem: inputTypeMismatch({ name, ...reading, where }) };
}

interface Pairs {
  readonly pairs: ReadonlyMap<string, string>;
  readonly problems: Problem[];
}

function splitPairs(texts: readonly string[]): Pairs {
  const problems: Problem[] = [];
  const given = new Map<string, string[]>();
  for (const text of texts) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) problems.push(pairInvalid(text));
    else given.set(name, [...(given.get(name) ?? []), value]);
  }
  for (const [name, values] of given) if (values.length > 1) problems.push(inputRepeated(name, values));
  return { pairs: new Map([...given].map(([name, values]) => [name, values[0] ?? ""])), problems };
}

function defaultsOf(parameters: readonly NamedParameter[]): readonly (readonly [string, Literal])[] {
  return parameters.flatMap(({ name, parameter }) =>
    parameter?.behavior.case === "default" ? [[name, parameter.behavior.value] as const] : [],
  );
}

/** In the interface's order. */
function placedInOrder(types: InputTypes, readings: ReadonlyMap<string, Reading>, uploadPrefix: string): ParsedInputs {
  const placed = [...types.keys()].flatMap((name): (readonly [string, PlacedLiteral])[] => {
    const reading = readings.get(name);
    return reading && "literal" in reading ? [[name, placeUploads(reading.literal, name, uploadPrefix)]] : [];
  });
  const literals = Object.fromEntries(placed.map(([name, { literal }]) => [name, literal]));
  return {
    literals: create(LiteralMapSchema, { literals }),
    uploads: placed.flatMap(([, { uploads }]) => uploads),
  };
}
