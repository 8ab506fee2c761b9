import type { LiteralType } from "@podwright/core";
import { SimpleType } from "@podwright/core/gen/flyteidl2/core/types_pb";
import { literalOfUnion, literalOfValue } from "./literal-of-value.ts";
import { type LiteralReading, quote } from "./literal-reading.ts";
import { primitiveLiteral, scalarLiteral } from "./make-literal.ts";

/**
 * The literal that the VALUE of `--input NAME=VALUE` stands for. Text types take it as it is; numbers and booleans are written
 * plainly; lists, maps and structs are JSON; of a union the first variant that fits counts, text last.
 */
export function literalOfText(text: string, literalType: LiteralType): LiteralReading {
  const { type } = literalType;
  if (type.case === "unionType") {
    const variants = [...type.value.variants].sort((a, b) => Number(isText(a)) - Number(isText(b)));
    return literalOfUnion(variants, (variant) => literalOfText(text, variant)) ?? { mismatch: `not ${quote(text)}` };
  }
  if (type.case === "simple") return literalOfSimpleText(text, literalType, type.value);
  if (type.case === "collectionType" || type.case === "mapValueType") return literalOfJson(text, literalType);
  return literalOfValue(text, literalType);
}

function literalOfSimpleText(text: string, literalType: LiteralType, type: SimpleType): LiteralReading {
  switch (type) {
    case SimpleType.FLOAT:
      return literalOfFloat(text);
    case SimpleType.BOOLEAN:
      return /^(true|false)$/i.test(text)
        ? { literal: primitiveLiteral({ case: "boolean", value: text.toLowerCase() === "true" }) }
        : { mismatch: `true or false, not ${quote(text)}` };
    case SimpleType.NONE:
      return /^(|null|none)$/i.test(text)
        ? { literal: scalarLiteral({ case: "noneType", value: {} }) }
        : { mismatch: `not ${quote(text)}` };
    case SimpleType.STRUCT:
      return literalOfJson(text, literalType);
    default:
      return literalOfValue(text, literalType);
  }
}

function literalOfFloat(text: string): LiteralReading {
  const special: Readonly<Record<string, number>> = {
    nan: Number.NaN,
    inf: Infinity,
    "+inf": Infinity,
    "-inf": -Infinity,
  };
  const isDecimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  const value = isDecimal ? Number(text) : special[text.toLowerCase()];
  if (value === undefined) return { mismatch: `not ${quote(text)}` };
  return { literal: primitiveLiteral({ case: "floatValue", value }) };
}

function literalOfJson(text: string, literalType: LiteralType): LiteralReading {
  try {
    return literalOfValue(JSON.parse(text), literalType);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { mismatch: `written as JSON, not ${quote(text)}` };
  }
}

function isText({ type }: LiteralType): boolean {
  return type.case === "simple" && type.value === SimpleType.STRING;
}
