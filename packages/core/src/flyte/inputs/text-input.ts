import type { Literal } from "../gen/flyteidl2/core/literals_pb.js";
import { type LiteralType, SimpleType } from "../gen/flyteidl2/core/types_pb.js";
import { primitiveLiteral, scalarLiteral } from "../make-literal.ts";
import { simpleTypeTexts } from "../simple-type-texts.ts";
import { describeType } from "./describe-type.ts";
import { type ExactJson, parseExactJson } from "./exact-json.ts";
import { type InputReading, readingOf } from "./input-reading.ts";
import { jsonInput, unionInput } from "./json-input.ts";

/**
 * The literal that the VALUE of `--input NAME=VALUE` stands for. Strings, enums, URIs and paths are taken as they are; none is
 * `null`; structs, lists and maps are JSON. Of a union the first variant counts that takes the value, strings last, since
 * they take everything.
 * @source flytekit/interaction/click_types.py UnionParamType, flytekit 1.16.31
 */
export function textInput(text: string, type: LiteralType): InputReading {
  return read(text, type) ?? { observed: shown(text), wanted: describeType(type), path: [] };
}

/** Undefined: not of this type. */
function read(text: string, literalType: LiteralType): InputReading | undefined {
  const { type } = literalType;
  switch (type.case) {
    case "simple":
      return readingOf(simpleLiteral(text, type.value));
    case "collectionType":
    case "mapValueType": {
      const json = jsonOf(text);
      return json === undefined ? undefined : jsonInput(json, literalType, []);
    }
    case "unionType":
      return unionInput(stringsLast(type.value.variants), (variant) => textInput(text, variant));
    default:
      return jsonInput(text, literalType, []);
  }
}

/** Truth has two words here, in JSON's spelling or Python's: `1` would otherwise be taken from a union's integer. */
function simpleLiteral(text: string, type: SimpleType): Literal | undefined {
  switch (type) {
    case SimpleType.NONE:
      return text === "null" ? scalarLiteral({ case: "noneType", value: {} }) : undefined;
    case SimpleType.BOOLEAN:
      return /^(true|false)$/i.test(text)
        ? primitiveLiteral({ case: "boolean", value: text.toLowerCase() === "true" })
        : undefined;
    case SimpleType.BINARY:
    case SimpleType.ERROR:
      return undefined;
    default:
      return simpleTypeTexts[type]?.parse(text);
  }
}

function jsonOf(text: string): ExactJson | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

function stringsLast(variants: readonly LiteralType[]): readonly LiteralType[] {
  const isString = ({ type }: LiteralType) => type.case === "simple" && type.value === SimpleType.STRING;
  return [...variants.filter((variant) => !isString(variant)), ...variants.filter(isString)];
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
