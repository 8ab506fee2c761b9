import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { failure, type Result, success } from "../../problem/problem.ts";
import { type LiteralMap, LiteralMapSchema } from "../gen/flyteidl2/core/literals_pb.js";
import { InputsSchema } from "../gen/flyteidl2/task/common_pb.js";
import { decodeLiteralMap } from "../literal-map.ts";
import { hasPrototypeName, unholdable } from "../prototype-name.ts";
import { utf8Text } from "../utf8-text.ts";
import type { InputTypes } from "./check-inputs.ts";
import { type ExactJson, isJsonObject, parseExactJson } from "./exact-json.ts";

/** A file of inputs: literals as a client serialized them, or plain JSON values by name. */
export type InputsFile =
  | { readonly form: "literals"; readonly literals: LiteralMap }
  | { readonly form: "values"; readonly values: { readonly [name: string]: ExactJson } };

/**
 * Reads a file of inputs by its content: protobuf (`LiteralMap` or `Inputs`), the protojson of either, or a plain JSON object
 * `{"a": 3}`. Protojson is told by its member `literals`, unless the task has an input of that name.
 * @problems LITERALS_INVALID
 */
export function readInputsFile(content: Uint8Array | string, file: string, types: InputTypes): Result<InputsFile> {
  const text = typeof content === "string" ? content : utf8Text(content);
  if (text === undefined) return literalsOf(decodeLiteralMap(content as Uint8Array, file));
  try {
    const json = parseExactJson(text);
    if (!isJsonObject(json)) return invalid(file, "it is JSON, but not an object with a value for each input");
    if (hasPrototypeName(json)) return invalid(file, unholdable);
    const isProtojson = json.literals !== undefined && !types.has("literals");
    return isProtojson ? literalsOf(literalsOfJson(json, file)) : success({ form: "values", values: json });
  } catch (error) {
    // The byte of `{` opens a group in protobuf, which literals never are.
    const looksLikeJson = typeof content === "string" || /^\s*\{/.test(text);
    return looksLikeJson ? invalid(file, (error as Error).message) : literalsOf(decodeLiteralMap(content, file));
  }
}

function literalsOf(result: Result<LiteralMap>): Result<InputsFile> {
  return result.ok ? success({ form: "literals", literals: result.value }) : result;
}

function literalsOfJson(json: { readonly [name: string]: ExactJson }, file: string): Result<LiteralMap> {
  try {
    if (!Array.isArray(json.literals)) return success(fromJson(LiteralMapSchema, protojson(json)));
    const { literals } = fromJson(InputsSchema, protojson(json));
    const named = literals.flatMap(({ name, value }) => (value ? [[name, value] as const] : []));
    return success({ $typeName: LiteralMapSchema.typeName, literals: Object.fromEntries(named) });
  } catch (error) {
    return invalid(file, (error as Error).message);
  }
}

/** Protojson takes large integers as strings; only the members of a struct must stay numbers. */
function protojson(json: ExactJson, parent = "", isStruct = false): JsonValue {
  if (typeof json === "bigint") return isStruct ? Number(json) : json.toString();
  if (Array.isArray(json)) return json.map((item) => protojson(item, parent, isStruct));
  if (!isJsonObject(json)) return json as JsonValue;
  const members = Object.entries(json).map(([name, member]) => {
    return [name, protojson(member, name, isStruct || (parent === "scalar" && name === "generic"))] as const;
  });
  return Object.fromEntries(members);
}

function invalid(file: string, reason: string): Result<never> {
  return failure({
    code: "LITERALS_INVALID",
    what: `the file holds no inputs: ${reason}`,
    where: file,
    fix: 'give an inputs.pb, its protojson, or a JSON object with a value for each input, such as {"a": 3}',
  });
}
