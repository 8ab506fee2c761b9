import { base64Decode } from "@bufbuild/protobuf/wire";
import { isInt64 } from "../go/integer.ts";
import { failure, type Result, success } from "../problem/problem.ts";
import { reasonOf } from "../problem/reason-of.ts";
import type { Literal } from "./gen/flyteidl2/core/literals_pb.js";
import { type LiteralType, SimpleType } from "./gen/flyteidl2/core/types_pb.js";
import { type ExactJson, parseExactJson } from "./inputs/exact-json.ts";
import { jsonInput, valueLeaf } from "./inputs/json-input.ts";
import { primitiveLiteral, scalarLiteral } from "./make-literal.ts";
import { durationOf } from "./proto-time.ts";
import { hasPrototypeName, unholdable } from "./prototype-name.ts";
import { utf8Text } from "./utf8-text.ts";

/**
 * Reads an output of a list, a map or a union of such from the JSON that a task wrote, in the form that `inputs.json` shows
 * them in: datetimes are RFC 3339, durations whole nanoseconds (or Go's text, `1h30m`), binaries base64 (an empty one null), errors their message.
 * Files, schemas and structured datasets have no such form.
 * At most 100,000 values, which as literals take 45 MiB of memory.
 * @param content - the file's bytes
 * @param where - for `where`: the output and its file
 * @problems OUTPUT_INVALID, OUTPUT_TOO_LARGE
 */
export function parseLiteralJson(content: Uint8Array, type: LiteralType, where: string): Result<Literal> {
  const text = utf8Text(content);
  if (text === undefined) return invalid("the content is not UTF-8", where);
  let json: ExactJson;
  try {
    json = parseExactJson(text);
  } catch (error) {
    return invalid(`the content is no JSON: ${reasonOf(error)}`, where);
  }
  if (hasPrototypeName(json)) return invalid(unholdable, where);
  if (countValues(json) > maxValues) return tooMany(where);
  const reading = jsonInput(json, type, [], outputLeaf);
  if ("literal" in reading) return success(reading.literal);
  const place = reading.path.length === 0 ? "the content" : reading.path.join(".");
  return invalid(`${place} is ${reading.observed}, which is not ${reading.wanted}`, where);
}

const maxValues = 100_000;

/** Scalars, and the lists and objects that they stand in. */
function countValues(json: ExactJson): number {
  if (typeof json !== "object" || json === null) return 1;
  return Object.values(json).reduce<number>((sum, member) => sum + countValues(member), 1);
}

function outputLeaf(json: ExactJson, literalType: LiteralType): Literal | undefined {
  const { type } = literalType;
  if (type.case !== "simple") return valueLeaf(json, literalType);
  switch (type.value) {
    case SimpleType.DURATION:
      return nanosecondsLiteral(json) ?? valueLeaf(json, literalType);
    case SimpleType.BINARY:
      return typeof json === "string" || json === null ? binaryLiteral(json ?? "") : undefined;
    case SimpleType.ERROR:
      return typeof json === "string" ? scalarLiteral({ case: "error", value: { message: json } }) : undefined;
    default:
      return valueLeaf(json, literalType);
  }
}

function nanosecondsLiteral(json: ExactJson): Literal | undefined {
  const value = typeof json === "number" && Number.isSafeInteger(json) ? BigInt(json) : json;
  if (typeof value !== "bigint" || !isInt64(value)) return undefined;
  return primitiveLiteral({ case: "duration", value: durationOf(value) });
}

function binaryLiteral(base64: string): Literal | undefined {
  try {
    return scalarLiteral({ case: "binary", value: { value: base64Decode(base64), tag: "msgpack" } });
  } catch {
    return undefined;
  }
}

function tooMany(where: string): Result<never> {
  return failure({
    code: "OUTPUT_TOO_LARGE",
    what: `the content has more than ${maxValues} values`,
    where,
    fix: "write less, or make the output a file (blob)",
  });
}

function invalid(what: string, where: string): Result<never> {
  return failure({
    code: "OUTPUT_INVALID",
    what,
    where,
    fix: "let the task write the value in this form, or give the output another type",
  });
}
